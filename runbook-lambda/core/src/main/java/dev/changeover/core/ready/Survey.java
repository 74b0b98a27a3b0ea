package dev.changeover.core.ready;

import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.World;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Everything readiness looks at, seen in two rounds: the second asks what depends on where the writer is. */
record Survey(
        ApplicationPlan plan,
        Instant begunAt,
        DatabaseView database,
        LagView lag,
        Map<Region, Glance<Member>> members,
        Map<Region, Glance<Optional<String>>> rpo,
        Map<Region, SecretView> secrets,
        Map<Region, Glance<List<Region>>> endpoints,
        Glance<SafetyRules> rules,
        Map<Artefact, Map<Region, Glance<Optional<Artefact.Deployed>>>> artefacts,
        List<JournalProbe.Tried> journal,
        Glance<Chronicle> chronicle,
        Map<Region, Glance<String>> identities,
        Glance<NameAnswer> name,
        Map<Region, ProbeView> health) {

    /** Who is asked. */
    record Asked(World world, ReadinessPort port, Journal journal, JournalProbe probe) {}

    static Survey of(Asked asked, ApplicationPlan plan, ReadinessSettings settings, Instant now) {
        return new Round(asked, plan).over(settings, now);
    }

    /** The first round: everything that can be asked without knowing where the writer is. */
    private static final class Round {
        private final Asked asked;
        private final ApplicationPlan plan;
        private final SideBySide reads = new SideBySide();

        Round(Asked asked, ApplicationPlan plan) {
            this.asked = asked;
            this.plan = plan;
        }

        Survey over(ReadinessSettings settings, Instant now) {
            World world = asked.world();
            ReadinessPort port = asked.port();
            var database =
                    reads.read(() -> world.database().view(plan.globalCluster(), plan.primary(), plan.secondary()));
            var members = bySite(port::member);
            var rpo = bySite(port::rpoParameter);
            var secrets = bySite(site -> world.secrets().view(site.secret()));
            var endpoints = endpoints();
            var rules = reads.read(() -> port.safetyRules(plan));
            var artefacts = artefacts(settings);
            var journal = reads.read(() -> asked.probe().look(now));
            var chronicle = reads.read(() -> Chronicle.of(asked.journal(), plan.name(), now));
            var identities = bySite(site -> port.identity(site.region()));
            var name = reads.read(() -> port.name(plan.traffic()));
            var health =
                    bySite(site -> world.probes().traffic(plan.traffic(), site).health());
            reads.run(world);
            DatabaseView seen = fromItsOwnRegion(world, plan, database.get());
            return new Survey(
                    plan,
                    now,
                    seen,
                    lag(world, plan, active(plan, seen).orElse(plan.primary())),
                    members.get(),
                    rpo.get(),
                    secrets.get(),
                    endpoints.get(),
                    rules.get(),
                    artefacts.get(),
                    journal.get(),
                    chronicle.get(),
                    identities.get(),
                    name.get(),
                    health.get());
        }

        private Supplier<Map<Region, Glance<List<Region>>>> endpoints() {
            Map<Region, Supplier<Glance<List<Region>>>> answers = new LinkedHashMap<>();
            for (RoutingEndpoint endpoint : plan.routingEndpoints()) {
                answers.put(endpoint.region(), reads.read(() -> asked.port().statesAt(plan, endpoint)));
            }
            return () -> had(answers);
        }

        private Supplier<Map<Artefact, Map<Region, Glance<Optional<Artefact.Deployed>>>>> artefacts(
                ReadinessSettings settings) {
            Map<Artefact, Supplier<Map<Region, Glance<Optional<Artefact.Deployed>>>>> answers = new LinkedHashMap<>();
            for (Artefact artefact : settings.artefacts()) {
                answers.put(artefact, bySite(site -> asked.port().deployed(artefact, site.region())));
            }
            return () -> had(answers);
        }

        private <T> Supplier<Map<Region, T>> bySite(Function<Site, T> question) {
            Map<Region, Supplier<T>> answers = new LinkedHashMap<>();
            Stream.of(plan.primary(), plan.secondary())
                    .forEach(site -> answers.put(site.region(), reads.read(() -> question.apply(site))));
            return () -> had(answers);
        }

        private static <K, T> Map<K, T> had(Map<K, Supplier<T>> answers) {
            Map<K, T> had = new LinkedHashMap<>();
            answers.forEach((key, answer) -> had.put(key, answer.get()));
            return had;
        }
    }

    private static LagView lag(World world, ApplicationPlan plan, Site active) {
        return world.lag().lag(plan.other(active.region()), active);
    }

    /** Only the writer's own Region can say whether it is ready. */
    private static DatabaseView fromItsOwnRegion(World world, ApplicationPlan plan, DatabaseView seen) {
        return active(plan, seen).filter(plan.secondary()::equals).isPresent()
                ? world.database().view(plan.globalCluster(), plan.secondary(), plan.primary())
                : seen;
    }

    private static Optional<Site> active(ApplicationPlan plan, DatabaseView seen) {
        return seen instanceof DatabaseView.WriterIn writer
                ? Stream.of(plan.primary(), plan.secondary())
                        .filter(site -> site.region().equals(writer.region()))
                        .findFirst()
                : Optional.empty();
    }

    /** Where the writer is; empty when that is not known, or it is in neither Region. */
    Optional<Site> active() {
        return active(plan, database);
    }

    /** Judges what depends on where the writer is; without that there is nothing to hold it against. */
    void ofStandby(Checked.Gathering gathering, BiConsumer<Site, Site> judge) {
        active().ifPresentOrElse(
                        site -> judge.accept(site, plan.other(site.region())),
                        () -> gathering.unreadable(
                                new PortFailure(PortFailure.Code.CONFLICT, "it is not known where the writer is"),
                                database.seenAt()));
    }
}
