package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.changeover.aws.PlanStore.Looked;
import dev.changeover.aws.PlanStore.Stored;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.view.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * The function {@code changeover-readiness}: on a schedule, in each Region, looks at every application whose plan the
 * Region holds, hangs what it found on the board, has somebody drive what nobody drives, and keeps what would drive
 * ready. What it is sent does not matter.
 */
public final class ReadinessHandler implements RequestStreamHandler {
    /** A look is a dozen calls side by side, so this many at once stay far below what AWS takes from one account. */
    static final int SIDE_BY_SIDE_MAX = 4;

    private final ReadinessDesk desk;

    /** As Lambda makes it. */
    public ReadinessHandler() {
        this(ReadinessDesk.of(Settings.of(System.getenv())));
    }

    ReadinessHandler(ReadinessDesk desk) {
        this.desk = desk;
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        List<Stored> stored = switch (new PatientPlans(desk.premises().plans()).get()) {
            case Looked.Listed(var plans, var _) -> plans;
            case Looked.Unreadable(var why) -> throw new IllegalStateException("no plan can be read: " + why);
        };
        faults(stored, context);
        List<Callable<ReadinessLook.Came>> looks = stored.stream()
                .filter(Stored.Sound.class::isInstance)
                .map(one -> ((Stored.Sound) one).plan())
                .<Callable<ReadinessLook.Came>>map(plan -> () -> look(plan, context))
                .toList();
        List<ReadinessLook.Came> came = sideBySide(looks);
        standReady(stored);
        List<Map<String, Object>> shown = came.stream()
                .map(one -> Json.object("application", one.application(), "verdict", one.verdict(), "did", one.did()))
                .toList();
        out.write(Json.line(Json.object("applications", shown)).getBytes(StandardCharsets.UTF_8));
    }

    /** One sandbox serves every application, so one application's event keeps it. */
    private void standReady(List<Stored> stored) {
        stored.stream()
                .filter(Stored.Sound.class::isInstance)
                .findFirst()
                .ifPresent(one -> desk.operations().standReady(((Stored.Sound) one).plan()));
    }

    private ReadinessLook.Came look(ApplicationPlan plan, Context context) {
        var telemetry = telemetry(context).with("application", plan.name().value());
        try {
            return new ReadinessLook(desk, plan, telemetry).take();
        } catch (RuntimeException bug) { // the rim of one application: the others are looked at all the same
            telemetry.warn("the look ended early: " + bug);
            return new ReadinessLook.Came(plan.name().value(), "unknown", "the look ended early");
        }
    }

    private void faults(List<Stored> stored, Context context) {
        stored.stream()
                .filter(Stored.Faulty.class::isInstance)
                .map(Stored.Faulty.class::cast)
                .forEach(faulty -> telemetry(context)
                        .with("application", faulty.application())
                        .warn("the plan is faulty: " + String.join("; ", faulty.faults())));
    }

    private Telemetry telemetry(Context context) {
        return Telemetry.of(desk.log(), desk.clock(), context);
    }

    private static <T> List<T> sideBySide(List<Callable<T>> looks) {
        ExecutorService threads = Executors.newFixedThreadPool(
                SIDE_BY_SIDE_MAX, Thread.ofVirtual().name("look-", 0).factory());
        try (threads) {
            return threads.invokeAll(looks).stream()
                    .map(ReadinessHandler::result)
                    .toList();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Lambda interrupts nobody", stopped);
        }
    }

    private static <T> T result(Future<T> look) {
        try {
            return look.get();
        } catch (InterruptedException | ExecutionException bug) {
            throw new IllegalStateException("a look catches what it meets", bug);
        }
    }
}
