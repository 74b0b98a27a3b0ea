package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.cli.service.FunctionImage;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Timeouts;
import dev.changeover.drive.Drivers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Automation's documents drive, by functions in processes of their own, against real databases. */
@ResourceLock(SharedTwin.LOCK)
class AutomationProcessTest {
    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    /** A graceful move takes about 2 s; a function's first start as much again on a busy machine. */
    private static final Duration MOVE_MAX = Duration.ofMinutes(2);

    private static LiveTwin twin;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @Test
    void documentsMoveTheShopThereAndBack() {
        ApplicationPlan plan = twin.application();
        Journal journal = twin.journal();
        try (var account = AwsAccount.open(plan.twin(), Timeouts.defaults())) {
            var drivers = new AutomationDrivers(account, AutomationDrivers.Names.defaults());

            String home = twin.settled();
            String other = LiveTwin.other(home);
            ChangeoverState there = move(journal, drivers, plan, "automation-there", other);
            assertThat(there.recoveryTime()).isPresent();
            assertThat(twin.settled()).isEqualTo(other);
            assertStartedWithTheImagesCache(other);

            move(journal, drivers, plan, "automation-back", home);
            assertThat(twin.settled()).isEqualTo(home);
        }
    }

    private static void assertStartedWithTheImagesCache(String region) {
        assertThat(FunctionImage.built().isTrained()).isTrue();
        assertThat(FunctionProcesses.of(twin, region, "changeover-step"))
                .isNotEmpty()
                .allSatisfy(function -> assertThat(Files.readString(Path.of("/proc/" + function.pid() + "/maps")))
                        .contains("functions/image/changeover.aot"));
    }

    /** As a container's entry point would find it: Java refuses to start where the cache is not good. */
    @Test
    void theImagesEntryPointStartsWithItsCache() throws Exception {
        List<String> words =
                new ArrayList<>(Files.readAllLines(FunctionImage.built().root().resolve("java.args")));
        String main = words.removeLast();
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:AOTMode=on"));
        command.addAll(words);
        command.add("-version");
        Process started = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(said).isZero();
        assertThat(main).isEqualTo("com.amazonaws.services.lambda.runtime.api.client.AWSLambda");
    }

    private static ChangeoverState move(
            Journal journal, Drivers drivers, ApplicationPlan plan, String name, String region) {
        var from = new Region(LiveTwin.other(region));
        var to = new Region(region);
        var id = new ChangeoverId(name);
        var request = new ChangeoverRequest(
                id, from, to, Mode.GRACEFUL, new Actor("ana", "a drill"), Optional.empty(), Set.of(), List.of());
        assertThat(journal.open(new Event.Started(request, plan, Instant.now())))
                .isInstanceOf(Journal.Opening.Opened.class);
        assertThat(drivers.hire(plan, id, to, 0))
                .isInstanceOfSatisfying(
                        Drivers.Hiring.Driving.class,
                        driving -> assertThat(driving.driver()).startsWith("ssm/"));
        return await("the end of " + name)
                .atMost(MOVE_MAX)
                .until(() -> Fold.of(journal.read(id)), ChangeoverState::ended);
    }
}
