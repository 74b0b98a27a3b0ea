package dev.changeover.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedJournalTest {
    private static final ApplicationName SHOP = new ApplicationName("shop");

    @TempDir
    private Path folder;

    private Operator operator;

    @BeforeEach
    void planNamesASharedJournal() {
        operator = new Operator(folder);
        operator.keep("shop.plan.yaml", Operator.shopText() + "journal: { table: changeover-journal }\n");
    }

    @Test
    void writesWhereAllOperatorsWrite() {
        assertThat(failover().code()).isZero();

        assertThat(operator.sharedJournal.history(SHOP)).hasSize(1);
        assertThat(operator.journal().history(SHOP)).isEmpty();
        String id = operator.sharedJournal.history(SHOP).getFirst().value();
        assertThat(operator.types("report", id, "-o", "json").json().get("id").asString())
                .isEqualTo(id);
        assertThat(operator.types("history", "shop", "-o", "json")
                        .json()
                        .get("changeovers")
                        .size())
                .isEqualTo(1);
    }

    @Test
    void isToldOfAChangeoverThatSomebodyElseStarted() {
        somebodyElseStarts();

        Operator.Said said = failover();

        assertThat(said.code()).isEqualTo(ExitCode.PRECONDITION.number());
        assertThat(said.err()).contains("shop-elsewhere").contains("is running");
        assertThat(operator.types("apps").out()).contains("shop-elsewhere");
    }

    @Test
    void refusesToGuessWhenTheSharedJournalIsSilent() {
        operator.sharedJournal.reachable = false;

        Operator.Said said = failover();

        assertThat(said.code()).isEqualTo(ExitCode.UNREACHABLE.number());
        assertThat(said.err()).contains("did not answer").contains("--break-glass");
        assertThat(operator.world.on()).isEqualTo(Operator.shop().primary().region());
    }

    @Test
    void breaksTheGlassAndMergesLater() {
        operator.sharedJournal.reachable = false;

        Operator.Said broken = failover("--break-glass");

        assertThat(broken.code()).isZero();
        assertThat(broken.err()).contains("nobody knows what others have started");
        assertThat(operator.types("journal", "merge", "shop").code()).isEqualTo(ExitCode.UNREACHABLE.number());
        operator.sharedJournal.reachable = true;
        ChangeoverId id = operator.journal().history(SHOP).getFirst();
        assertThat(operator.types("journal", "merge", "shop").out()).contains("merged");
        assertThat(operator.sharedJournal.read(id)).isEqualTo(operator.journal().read(id));
        assertThat(operator.types("journal", "merge", "shop").out()).contains("there already");
    }

    @Test
    void brokenGlassDoesNotCutThroughWhatRunsInSight() {
        somebodyElseStarts();

        assertThat(failover("--break-glass").code()).isEqualTo(ExitCode.PRECONDITION.number());
    }

    private Operator.Said failover(String... more) {
        var words = new ArrayList<>(List.of("failover", "shop", "--confirm", "shop us-west-2"));
        words.addAll(List.of(more));
        return operator.types(words.toArray(String[]::new));
    }

    private void somebodyElseStarts() {
        var plan = Operator.shop();
        var request = new ChangeoverRequest(
                new ChangeoverId("shop-elsewhere"),
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                new Actor("ben", "a drill"),
                Optional.empty(),
                Set.of(),
                List.of());
        operator.sharedJournal.open(new Event.Started(request, plan, Instant.now()));
    }
}
