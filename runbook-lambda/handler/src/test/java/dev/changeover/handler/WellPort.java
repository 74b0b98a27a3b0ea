package dev.changeover.handler;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.Glance;
import dev.changeover.core.ready.Member;
import dev.changeover.core.ready.NameAnswer;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.core.ready.SafetyRules;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Everything that readiness asks beyond the world, and all is well. */
record WellPort(ApplicationPlan plan, World world, InstantSource clock) implements ReadinessPort {
    private <T> Glance<T> seen(T value) {
        return new Glance.Seen<>(value, clock.instant());
    }

    @Override
    public Glance<Member> member(Site site) {
        return seen(new Member("available", "16.4", List.of(new Member.Instance("one", "db.r6g.large", "available"))));
    }

    @Override
    public Glance<Optional<String>> rpoParameter(Site site) {
        return seen(Optional.empty());
    }

    @Override
    public Glance<List<Region>> statesAt(ApplicationPlan of, RoutingEndpoint endpoint) {
        return seen(on(of));
    }

    private List<Region> on(ApplicationPlan of) {
        return world.routing().view(of) instanceof RoutingView.States states ? states.on() : List.of();
    }

    @Override
    public Glance<SafetyRules> safetyRules(ApplicationPlan of) {
        return seen(new SafetyRules(List.of(), Set.of()));
    }

    @Override
    public Glance<Optional<Artefact.Deployed>> deployed(Artefact artefact, Region region) {
        return seen(Optional.empty());
    }

    @Override
    public Glance<NameAnswer> name(TrafficName name) {
        return seen(new NameAnswer(
                on(plan).stream()
                        .flatMap(region -> plan.site(region).dnsAnswers().stream())
                        .toList(),
                Duration.ofSeconds(60)));
    }

    @Override
    public Glance<String> identity(Region region) {
        return seen("arn:aws:iam::111122223333:role/changeover-step");
    }
}
