package dev.changeover.aws;

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
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.Parameter;

/** What readiness asks AWS beyond what a changeover does. Each look is one call, or a few that follow from it. */
final class ReadinessAdapter implements ReadinessPort {
    private static final String RPO_PARAMETER = "rds.global_db_rpo";

    /** What somebody has set, as against what the engine would choose. */
    private static final String SET_BY_USER = "user";

    /** How Systems Manager and Lambda say that there is no such thing (botocore service models, read 2026-11-22). */
    private static final Set<String> NO_SUCH_THING = Set.of("InvalidDocument", "ResourceNotFoundException");

    private final Clients clients;
    private final Caller caller;
    private final Resolver resolver;
    private final RoutingLooks routing;
    private final InstantSource clock;

    ReadinessAdapter(Clients clients, Caller caller, Resolver resolver, InstantSource clock) {
        this.clients = clients;
        this.caller = caller;
        this.resolver = resolver;
        this.routing = new RoutingLooks(clients, caller);
        this.clock = clock;
    }

    private <T> Glance<T> glance(Reply<T> reply) {
        return reply.fold(
                seen -> new Glance.Seen<>(seen, clock.instant()), why -> new Glance.Unreadable<>(why, clock.instant()));
    }

    @Override
    public Glance<Member> member(Site site) {
        Future<Reply<List<DBInstance>>> instances = caller.meanwhile(() -> instances(site));
        return glance(cluster(site)
                .then(cluster -> Caller.join(instances).then(found -> new Reply.Got<>(member(cluster, found)))));
    }

    private static Member member(DBCluster cluster, List<DBInstance> instances) {
        return new Member(
                cluster.status(),
                cluster.engineVersion(),
                instances.stream()
                        .map(one -> new Member.Instance(
                                one.dbInstanceIdentifier(), one.dbInstanceClass(), one.dbInstanceStatus()))
                        .toList());
    }

    private Reply<DBCluster> cluster(Site site) {
        Reply<List<DBCluster>> found = caller.ask(
                rds(site.region()),
                () -> clients.rds(site.region())
                        .describeDBClusters(request ->
                                request.dbClusterIdentifier(site.cluster().identifier()))
                        .dbClusters());
        return found.then(clusters -> clusters.isEmpty()
                ? new Reply.Refused<>(
                        new PortFailure(PortFailure.Code.NOT_FOUND, rds(site.region()) + " knows no " + site.cluster()),
                        "")
                : new Reply.Got<>(clusters.getFirst()));
    }

    private Reply<List<DBInstance>> instances(Site site) {
        var ofCluster = Filter.builder()
                .name("db-cluster-id")
                .values(site.cluster().identifier())
                .build();
        return caller.ask(
                rds(site.region()),
                () -> clients.rds(site.region())
                        .describeDBInstances(request -> request.filters(List.of(ofCluster)))
                        .dbInstances());
    }

    @Override
    public Glance<Optional<String>> rpoParameter(Site site) {
        Reply<List<Parameter>> set = cluster(site)
                .then(cluster -> caller.ask(
                        rds(site.region()),
                        () -> clients
                                .rds(site.region())
                                .describeDBClusterParametersPaginator(request -> request.dbClusterParameterGroupName(
                                                cluster.dbClusterParameterGroup())
                                        .source(SET_BY_USER))
                                .parameters()
                                .stream()
                                .toList()));
        return glance(set.then(parameters -> new Reply.Got<>(parameters.stream()
                .filter(parameter -> RPO_PARAMETER.equals(parameter.parameterName()))
                .map(Parameter::parameterValue)
                .findFirst())));
    }

    @Override
    public Glance<List<Region>> statesAt(ApplicationPlan plan, RoutingEndpoint endpoint) {
        return glance(routing.statesAt(plan, endpoint));
    }

    @Override
    public Glance<SafetyRules> safetyRules(ApplicationPlan plan) {
        return glance(routing.safetyRules(plan));
    }

    @Override
    public Glance<Optional<Artefact.Deployed>> deployed(Artefact artefact, Region region) {
        Reply<Optional<Artefact.Deployed>> reply = switch (artefact.kind()) {
            case DOCUMENT -> document(artefact.name(), region);
            case FUNCTION -> function(artefact.name(), region);
        };
        boolean missing = reply instanceof Reply.Refused<?>(var _, var error) && NO_SUCH_THING.contains(error);
        return glance(missing ? new Reply.Got<>(Optional.empty()) : reply);
    }

    private Reply<Optional<Artefact.Deployed>> document(String name, Region region) {
        return caller.ask("Systems Manager in " + region, () -> {
            var found = clients.systemsManager(region)
                    .describeDocument(request -> request.name(name))
                    .document();
            return Optional.of(new Artefact.Deployed(found.documentVersion(), found.hash()));
        });
    }

    private Reply<Optional<Artefact.Deployed>> function(String name, Region region) {
        return caller.ask("Lambda in " + region, () -> {
            var found = clients.functions(region).getFunctionConfiguration(request -> request.functionName(name));
            return Optional.of(new Artefact.Deployed(found.version(), found.codeSha256()));
        });
    }

    @Override
    public Glance<NameAnswer> name(TrafficName name) {
        return glance(resolver.named(name));
    }

    @Override
    public Glance<String> identity(Region region) {
        return glance(caller.ask(
                "STS in " + region,
                () -> clients.identity(region).getCallerIdentity().arn()));
    }

    private static String rds(Region region) {
        return "RDS in " + region;
    }
}
