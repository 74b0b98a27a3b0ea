package dev.changeover.cli;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.Glance;
import dev.changeover.core.ready.Member;
import dev.changeover.core.ready.NameAnswer;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.core.ready.SafetyRules;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the small world looks like to readiness: sound, until a test says otherwise. */
final class SmallReadiness implements ReadinessPort {
    final Map<Region, Member> members = new HashMap<>();
    final Map<Region, String> rpo = new HashMap<>();
    final Set<Region> silentEndpoints = new HashSet<>();
    final Set<Region> silent = new HashSet<>();
    final Map<String, String> deployed = new HashMap<>();
    List<SafetyRules.Rule> rules = List.of();
    Duration ttl = Duration.ofSeconds(60);
    private final SmallWorld world;

    SmallReadiness(SmallWorld world) {
        this.world = world;
    }

    static Member member(String version, String instanceClass, String status) {
        return new Member("available", version, List.of(new Member.Instance("one", instanceClass, status)));
    }

    private <T> Glance<T> in(Region region, T value) {
        return silent.contains(region)
                ? new Glance.Unreadable<>(
                        new PortFailure(PortFailure.Code.UNREACHABLE, "no answer from " + region), world.now())
                : new Glance.Seen<>(value, world.now());
    }

    @Override
    public Glance<Member> member(Site site) {
        return in(site.region(), members.getOrDefault(site.region(), member("16.4", "db.r6g.large", "available")));
    }

    @Override
    public Glance<Optional<String>> rpoParameter(Site site) {
        return in(site.region(), Optional.ofNullable(rpo.get(site.region())));
    }

    @Override
    public Glance<List<Region>> statesAt(ApplicationPlan plan, RoutingEndpoint endpoint) {
        return silentEndpoints.contains(endpoint.region())
                ? new Glance.Unreadable<>(new PortFailure(PortFailure.Code.UNREACHABLE, "silence"), world.now())
                : new Glance.Seen<>(List.of(world.on()), world.now());
    }

    @Override
    public Glance<SafetyRules> safetyRules(ApplicationPlan plan) {
        String on = plan.site(world.on()).control().value();
        return new Glance.Seen<>(new SafetyRules(rules, Set.of(on)), world.now());
    }

    @Override
    public Glance<Optional<Artefact.Deployed>> deployed(Artefact artefact, Region region) {
        return in(
                region,
                Optional.ofNullable(deployed.get(artefact.name() + "@" + region))
                        .map(hash -> new Artefact.Deployed("1", hash)));
    }

    @Override
    public Glance<NameAnswer> name(TrafficName name) {
        return new Glance.Seen<>(new NameAnswer(Operator.shop().site(world.on()).dnsAnswers(), ttl), world.now());
    }

    @Override
    public Glance<String> identity(Region region) {
        return in(region, "arn:aws:iam::111122223333:user/ana");
    }
}
