package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.Action;
import dev.changeover.core.run.Deserted;
import dev.changeover.core.step.StepName;
import dev.changeover.handler.service.Premises;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The process that takes the turns is killed in the middle of each step, and Systems Manager's own while it waits. */
@ResourceLock(SharedTwin.LOCK)
@Order(4)
class KilledFunctionProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    /** Long enough to be caught in the act; below the plan's bound of 3 s for a call and the shop's of 1 s. */
    private static final String SLOW_MS = "700";

    private static final Duration SIGN_MAX = Duration.ofSeconds(60);
    private static final String STEP_FUNCTION = "changeover-step";

    private static LiveTwin twin;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @ParameterizedTest
    @EnumSource(
            value = StepName.class,
            names = {"APPROVE", "REPORT"},
            mode = EnumSource.Mode.EXCLUDE)
    void goesOnAfterTheFunctionWasKilledIn(StepName step) {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        ServiceCaller operator = ServiceCaller.of(twin, from, "operator");
        slowDown(step);
        ChangeoverId id = started(operator, to);
        sign(id, event -> event instanceof Event.StepStarted(var begun, var _) && begun == step);
        if (step == StepName.STAGE_SECRET || step == StepName.SHIFT_TRAFFIC || step == StepName.SWITCH_DATABASE) {
            Catching.arrived(twin);
        }
        List<ProcessHandle> killed = FunctionProcesses.of(twin, to, STEP_FUNCTION);
        assertThat(killed).as("processes of " + STEP_FUNCTION).isNotEmpty();
        FunctionProcesses.kill(killed.stream());
        twin.heal();

        operator.ended(id.value());
        twin.assertWhollyIn(to);
        assertNothingTwice(id, timeline, to);
        assertThat(FunctionProcesses.of(twin, to, STEP_FUNCTION))
                .as("another process went on")
                .isNotEmpty()
                .doesNotContainAnyElementsOf(killed);
    }

    /** Each step's call is made slow once, so that the kill meets it under way. */
    private static void slowDown(StepName step) {
        switch (step) {
            case PREFLIGHT -> twin.outage("--service", "rds", "--kind", "slow", "--slow-by", SLOW_MS);
            case STAGE_SECRET -> slow("secretsmanager", "PutSecretValue");
            case SWITCH_DATABASE -> slow("rds", "SwitchoverGlobalCluster");
            case REWRITE_SECRET -> slow("secretsmanager", "UpdateSecretVersionStage");
            case SHIFT_TRAFFIC -> slow("route53-recovery-cluster", "UpdateRoutingControlStates");
            // They ask the shop, which is well only with the secret that it reads.
            case VERIFY_WRITABLE, VERIFY_TRAFFIC ->
                twin.outage("--service", "secretsmanager", "--kind", "slow", "--slow-by", SLOW_MS);
            case APPROVE, REPORT -> throw new IllegalArgumentException(step + " calls nobody");
        }
    }

    private static void slow(String service, String action) {
        twin.outage("--service", service, "--action", action, "--kind", "slow", "--slow-by", SLOW_MS, "--calls", "1");
    }

    @Test
    void theExecutionResumesAfterSystemsManagerWasKilledWhileItWaited() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        ServiceCaller operator = ServiceCaller.of(twin, from, "operator");
        twin.outage("--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "slow", "--slow-by", "2000");
        ChangeoverId id = started(operator, to);
        sign(
                id,
                event -> event instanceof Event.ActionIntended(var _, var action, var _)
                        && action instanceof Action.SwitchOver);
        ProcessHandle killed = FunctionProcesses.systemsManager(twin).orElseThrow();
        FunctionProcesses.kill(java.util.stream.Stream.of(killed));

        operator.ended(id.value());
        twin.heal();
        twin.assertWhollyIn(to);
        assertNothingTwice(id, timeline, to);
        List<String> executions = Executions.of(twin, id.value());
        assertThat(executions).as("the same execution went on").hasSize(1);
        assertThat(await("the execution's end")
                        .atMost(SIGN_MAX)
                        .until(
                                () -> Executions.read(twin, to, executions.getFirst())
                                        .automationExecutionStatusAsString(),
                                status -> !status.equals("InProgress")))
                .isEqualTo("Success");
        assertThat(FunctionProcesses.systemsManager(twin)).isPresent().isNotEqualTo(Optional.of(killed));
    }

    /** The function is killed and no other can be had, so that the execution ends without a last word. */
    @Test
    void aChangeoverWhoseDriverIsDeadIsGivenAnotherByWhoeverLooks() {
        String from = twin.settled();
        String to = LiveTwin.other(from);
        int timeline = Timelines.of(twin, from);
        ServiceCaller operator = ServiceCaller.of(twin, from, "operator");
        twin.outage("--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "slow", "--slow-by", "2500");
        ChangeoverId id = started(operator, to);
        sign(
                id,
                event -> event instanceof Event.ActionIntended(var _, var action, var _)
                        && action instanceof Action.SwitchOver);
        killAllThatDrives(to);
        String dead = Executions.of(twin, id.value()).getFirst();
        awaitStatus(to, dead, "Failed");
        assertThat(twin.events(id)).as("nobody could say so").noneMatch(Event.DriverLeft.class::isInstance);
        twin.heal();

        looksLater(id, premises -> premises.operations().changeover(id));

        operator.ended(id.value());
        twin.assertWhollyIn(to);
        assertNothingTwice(id, timeline, to);
        assertThat(twin.events(id))
                .anyMatch(event ->
                        event instanceof Event.DriverLeft(var driver, var _, var _) && driver.equals("ssm/" + dead));
        assertThat(Executions.of(twin, id.value())).hasSize(2).startsWith(dead);
    }

    @Test
    void soIsADrill() {
        String home = twin.settled();
        ServiceCaller operator = ServiceCaller.of(twin, home, "operator");
        operator.rest();
        twin.outage("--service", "rds", "--action", "SwitchoverGlobalCluster", "--kind", "slow", "--slow-by", "2500");
        Said begun = operator.post(
                ServiceCaller.SHOP + "/drills",
                Map.of("reason", "a test", "soakMs", 1000, "confirm", "drill unicorn-shop"),
                "Idempotency-Key",
                "a-drill-that-loses-its-driver");
        assertThat(begun.status()).as("%s", begun).isEqualTo(202);
        String drill = begun.json().path("id").asString();
        var there = new ChangeoverId(drill + "-failover");
        sign(
                there,
                event -> event instanceof Event.ActionIntended(var _, var action, var _)
                        && action instanceof Action.SwitchOver);
        killAllThatDrives(home);
        String dead = Executions.of(twin, there.value()).getFirst();
        awaitStatus(home, dead, "Failed");
        twin.heal();

        looksLater(there, premises -> premises.operations().boards().drills().named(drill));

        await("the drill's end")
                .atMost(ServiceCaller.MOVE_MAX)
                .until(
                        () -> operator.get("/v1/drills/" + drill).json(),
                        page -> page.path("state").asString().equals("passed"));
        assertThat(Executions.of(twin, drill + "-failback")).hasSize(1).doesNotContain(dead);
        twin.assertWhollyIn(home);
    }

    private static void killAllThatDrives(String region) {
        twin.outage(region, "--service", "lambda", "--kind", "error");
        FunctionProcesses.kill(FunctionProcesses.of(twin, region, STEP_FUNCTION).stream());
    }

    private static void awaitStatus(String region, String execution, String status) {
        await("the execution being " + status)
                .atMost(SIGN_MAX)
                .until(
                        () -> Executions.read(twin, region, execution).automationExecutionStatusAsString(),
                        status::equals);
    }

    /**
     * As a page or the readiness schedule does, when the lease has run out for long enough. Nobody waits for that here:
     * the look is taken as of later, and what is left of the dead driver's lease is given back.
     */
    private static void looksLater(ChangeoverId id, Consumer<Premises> look) {
        ApplicationPlan plan = twin.application();
        var ground = new Premises.Ground(
                List.of(plan.secondary().region(), plan.primary().region()),
                plan.journal().orElseThrow().name(),
                AutomationDrivers.Names.defaults(),
                List.of(),
                plan.twin(),
                "a look");
        InstantSource later = InstantSource.offset(InstantSource.system(), Deserted.AFTER.multipliedBy(2));
        try (var premises = Premises.open(ground, later)) {
            Journal.Lease held = twin.journal().lastLease(id).orElseThrow();
            look.accept(premises);
            twin.journal().release(held);
        }
    }

    private static ChangeoverId started(ServiceCaller operator, String to) {
        String direction = to.equals(LiveTwin.WEST) ? "failover" : "failback";
        return new ChangeoverId(ServiceCaller.id(operator.start(ServiceCaller.SHOP, direction, "graceful", Map.of())));
    }

    private static void sign(ChangeoverId id, java.util.function.Predicate<Event> sign) {
        await("a sign in the journal of " + id)
                .atMost(SIGN_MAX)
                .pollDelay(Duration.ZERO)
                .pollInterval(Catching.LOOK_EVERY)
                .until(() -> twin.events(id).stream().anyMatch(sign));
    }

    private static void assertNothingTwice(ChangeoverId id, int timeline, String to) {
        assertThat(Timelines.of(twin, to)).as("promotions").isEqualTo(timeline + 1);
        assertThat(twin.events(id).stream()
                        .filter(event -> event instanceof Event.ActionIntended(var _, var action, var _)
                                && action instanceof Action.SwitchOver))
                .as("times the database was asked to move")
                .hasSize(1);
        assertThat(twin.events(id).stream().filter(Event.Ended.class::isInstance))
                .as("ends")
                .hasSize(1);
    }
}
