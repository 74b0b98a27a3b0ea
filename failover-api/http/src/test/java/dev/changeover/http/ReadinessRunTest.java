package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.Glance;
import dev.changeover.core.ready.Member;
import dev.changeover.core.ready.MemoryBoard;
import dev.changeover.core.ready.NameAnswer;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.core.ready.SafetyRules;
import dev.changeover.operations.Readiness;
import dev.changeover.operations.boards.KeptReadiness;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A run that somebody asks for by the API is kept for everybody, under the Region it was made in. */
class ReadinessRunTest {
    private static final Region WEST = new Region("us-west-2");

    @Test
    void looksAndPosts() {
        ApplicationPlan plan = Office.shop();
        InstantSource clock = InstantSource.system();
        var board = new MemoryBoard();
        var run = new ReadinessRun(
                new CalmWorld(plan, clock),
                new SilentPort(clock),
                new MemoryJournal(),
                _ -> List.of(),
                ReadinessSettings.defaults());
        var kept = new KeptReadiness(board, _ -> run, WEST, clock);

        Readiness found = kept.run(plan);

        assertThat(found.state()).isEqualTo(Readiness.State.NOT_READY);
        assertThat(found.checks())
                .filteredOn(check -> check.name().equals("TargetInstance"))
                .singleElement()
                .satisfies(check -> assertThat(check.severity()).isEqualTo(Readiness.Severity.UNREADABLE));
        assertThat(board.latest(plan.name()))
                .singleElement()
                .satisfies(report -> assertThat(report.place()).isEqualTo("us-west-2"));
        assertThat(kept.of(plan).checks()).hasSameSizeAs(found.checks());
    }

    /** AWS's other interfaces, none of which answers. */
    private record SilentPort(InstantSource clock) implements ReadinessPort {
        private <T> Glance<T> silence() {
            return new Glance.Unreadable<>(new PortFailure(PortFailure.Code.UNREACHABLE, "no answer"), clock.instant());
        }

        @Override
        public Glance<Member> member(Site site) {
            return silence();
        }

        @Override
        public Glance<Optional<String>> rpoParameter(Site site) {
            return silence();
        }

        @Override
        public Glance<List<Region>> statesAt(ApplicationPlan plan, RoutingEndpoint endpoint) {
            return silence();
        }

        @Override
        public Glance<SafetyRules> safetyRules(ApplicationPlan plan) {
            return silence();
        }

        @Override
        public Glance<Optional<Artefact.Deployed>> deployed(Artefact artefact, Region region) {
            return silence();
        }

        @Override
        public Glance<NameAnswer> name(TrafficName name) {
            return silence();
        }

        @Override
        public Glance<String> identity(Region region) {
            return silence();
        }
    }
}
