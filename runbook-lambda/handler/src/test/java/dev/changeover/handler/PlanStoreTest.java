package dev.changeover.handler;

import static dev.changeover.handler.LiveStage.EAST;
import static dev.changeover.handler.LiveStage.WEST;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.PlanStore;
import dev.changeover.aws.PlanStore.Looked;
import dev.changeover.aws.PlanStore.Stored;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.Answer;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.ssm.ParameterStore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plans in the twin's Parameter Store. */
class PlanStoreTest {
    private static final ApplicationName SHOP = new ApplicationName("unicorn-shop");

    @TempDir
    private Path home;

    private LiveStage stage;
    private AwsAccount account;
    private PlanStore store;
    private Instant now = Instant.parse("2026-11-22T10:00:00Z");

    @BeforeEach
    void open() {
        stage = new LiveStage(home);
        account = AwsAccount.open(Optional.of(stage.endpoint), Timeouts.defaults());
        store = new PlanStore(account, WEST, () -> now);
    }

    @AfterEach
    void close() {
        account.close();
        stage.close();
    }

    private void put(String application, String text) {
        var put = new ParameterStore.Put(
                PlanStore.FOLDER + "/" + application, text, Optional.empty(), true, true, Optional.empty());
        stage.account.systemsManager().parameters().put(WEST, put);
    }

    private Looked.Listed listed() {
        return (Looked.Listed) store.plans();
    }

    @Test
    void whatIsPublishedIsReadInBothRegions() {
        assertThat(PlanStore.publish(account, stage.plan, PlanFile.write(stage.plan)))
                .isEqualTo(Map.of(EAST, new Answer.Accepted(), WEST, new Answer.Accepted()));
        for (var region : List.of(EAST, WEST)) {
            var there = (Looked.Listed) new PlanStore(account, region, () -> now).plans();
            assertThat(there.of(SHOP)).contains(new Stored.Sound("unicorn-shop", stage.plan));
            assertThat(there.of(new ApplicationName("other"))).isEmpty();
        }
    }

    @Test
    void aFaultyPlanIsReportedAndStopsNoOther() {
        put("unicorn-shop", PlanFile.write(stage.plan));
        put("broken", "application: [");
        put("another", PlanFile.write(stage.plan));

        assertThat(listed().plans())
                .extracting(Stored::application)
                .containsExactly("another", "broken", "unicorn-shop");
        assertThat(listed().of(new ApplicationName("broken")).orElseThrow())
                .isInstanceOfSatisfying(
                        Stored.Faulty.class,
                        faulty -> assertThat(faulty.faults()).isNotEmpty());
        assertThat(listed().of(new ApplicationName("another")).orElseThrow())
                .isEqualTo(new Stored.Faulty(
                        "another",
                        List.of("/changeover/plans/another holds the plan of unicorn-shop; publish each plan anew")));
    }

    @Test
    void looksAgainAfterAMinuteAndKeepsWhatItKnowsForAnHourWhenNobodyAnswers() {
        put("unicorn-shop", PlanFile.write(stage.plan));
        Instant read = listed().at();
        put("late", "?");

        now = now.plus(Duration.ofSeconds(59));
        assertThat(listed().plans()).hasSize(1);
        now = now.plus(Duration.ofSeconds(2));
        assertThat(listed().plans()).hasSize(2);
        assertThat(listed().at()).isAfter(read);

        stage.account.regions().darken(WEST);
        now = now.plus(Duration.ofMinutes(59));
        assertThat(listed().plans()).hasSize(2);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(store.plans()).isInstanceOf(Looked.Unreadable.class);
    }

    @Test
    void aSilentStoreIsLeftAloneSoThatNoReaderWaitsForItAgain() {
        put("unicorn-shop", PlanFile.write(stage.plan));
        assertThat(listed().plans()).hasSize(1);
        stage.account.regions().darken(WEST);
        now = now.plus(Duration.ofMinutes(2));
        assertThat(listed().plans()).hasSize(1);

        stage.account.regions().recover(WEST);
        put("late", "?");
        now = now.plus(Duration.ofSeconds(14));
        assertThat(listed().plans()).as("not asked").hasSize(1);
        now = now.plus(Duration.ofSeconds(2));
        assertThat(listed().plans()).as("asked again").hasSize(2);
    }

    @Test
    void readsEveryPage() {
        for (int application = 0; application < 25; application++) {
            put("application-" + application, "?");
        }
        assertThat(listed().plans()).hasSize(25);
    }

    @Test
    void saysWhichRegionDidNotTakeThePlan() {
        stage.account.regions().darken(EAST);
        Map<Region, Answer> answers = PlanStore.publish(account, stage.plan, PlanFile.write(stage.plan));
        assertThat(answers.get(EAST)).isInstanceOf(Answer.Unknown.class);
        assertThat(answers.get(WEST)).isEqualTo(new Answer.Accepted());
        assertThat(PlanStore.fits("x".repeat(PlanStore.SIZE_MAX + 1))).isFalse();
    }
}
