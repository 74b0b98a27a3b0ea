package dev.changeover.aws;

import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.PortFailure;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Future;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBCluster;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesRequest;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.GlobalCluster;

/** The Aurora global database, through RDS. */
final class DatabaseAdapter implements DatabasePort {
    /**
     * How long the trusted Region may think before the other is asked too. Ours: a warm call takes 20 to 150 ms, and
     * asking for nothing eats from the 12 requests a second that RDS allows (RDS API throttling, read 2026).
     */
    static final Duration PATIENCE = Duration.ofMillis(300);

    /** {@code backing-up} is an everyday state, not a failure (Aurora status page, read 2026). */
    private static final Set<String> WELL = Set.of("available", "backing-up");

    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;

    DatabaseAdapter(Clients clients, Caller caller, InstantSource clock) {
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
    }

    /** What one Region says of the global database, and of its own member of it. */
    private record Look(Site site, Reply<GlobalCluster> global, Member member) {
        boolean readable() {
            return global instanceof Reply.Got;
        }
    }

    /** One Region's own cluster and its instances. */
    private record Member(Reply<DBCluster> cluster, Reply<List<DBInstance>> instances) {
        boolean ready() {
            return cluster.fold(found -> WELL.contains(found.status()), _ -> false)
                    && instances.fold(
                            found -> found.stream().anyMatch(instance -> WELL.contains(instance.dbInstanceStatus())),
                            _ -> false);
        }

        String inWords() {
            return "cluster " + cluster.fold(DBCluster::status, PortFailure::toString) + ", "
                    + instances.fold(Member::inWords, PortFailure::toString);
        }

        private static String inWords(List<DBInstance> found) {
            return found.isEmpty()
                    ? "no instance"
                    : "instances "
                            + found.stream().map(DBInstance::dbInstanceStatus).toList();
        }
    }

    @Override
    public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
        Look look = caller.prefer(() -> look(database, trusted), () -> look(database, other), Look::readable, PATIENCE);
        return look.global()
                .fold(
                        found -> settle(new GlobalDatabase(found, trusted, other), look),
                        why -> new DatabaseView.Unreadable(why, clock.instant()));
    }

    private DatabaseView settle(GlobalDatabase global, Look look) {
        return global.unsettled(clock.instant()).orElseGet(() -> {
            Region region = global.writer().orElseThrow().region();
            boolean trustedWrites = region.equals(global.trusted().region());
            Site reader = trustedWrites ? global.other() : global.trusted();
            boolean own = look.site().region().equals(region);
            String member = own ? look.member().inWords() : "as " + look.site().region() + " sees it";
            return new DatabaseView.WriterIn(
                    region,
                    own && global.available() && look.member().ready(),
                    global.inWords() + ", " + member,
                    global.replica(reader),
                    clock.instant());
        });
    }

    /** What {@code site}'s Region says, three questions side by side. */
    private Look look(GlobalClusterId database, Site site) {
        RdsClient rds = clients.rds(site.region());
        Future<Member> member = caller.meanwhile(() -> member(site));
        Reply<List<GlobalCluster>> found = caller.ask(
                whom(site.region()),
                () -> rds.describeGlobalClusters(request -> request.globalClusterIdentifier(database.value()))
                        .globalClusters());
        return new Look(site, found.then(clusters -> only(clusters, database, site)), Caller.join(member));
    }

    private static <T> Reply<T> only(List<T> found, Object what, Site site) {
        return found.isEmpty()
                ? new Reply.Refused<>(
                        new PortFailure(PortFailure.Code.NOT_FOUND, whom(site.region()) + " knows no " + what), "")
                : new Reply.Got<>(found.getFirst());
    }

    /** RDS describes a cluster in its own Region only. Both questions are asked side by side. */
    private Member member(Site site) {
        RdsClient rds = clients.rds(site.region());
        String cluster = site.cluster().identifier();
        Future<Reply<List<DBInstance>>> instances = caller.meanwhile(() -> caller.ask(
                whom(site.region()),
                () -> rds.describeDBInstances(DescribeDbInstancesRequest.builder()
                                .filters(Filter.builder()
                                        .name("db-cluster-id")
                                        .values(cluster)
                                        .build())
                                .build())
                        .dbInstances()));
        Reply<List<DBCluster>> clusters = caller.ask(
                whom(site.region()),
                () -> rds.describeDBClusters(request -> request.dbClusterIdentifier(cluster))
                        .dbClusters());
        return new Member(clusters.then(found -> only(found, site.cluster(), site)), Caller.join(instances));
    }

    /** Called in the Region of the present writer, as RDS requires; the flags of FailoverGlobalCluster stay unused. */
    @Override
    public Answer switchOver(Action.SwitchOver action) {
        RdsClient rds = clients.rds(action.callIn());
        return caller.ask(
                        whom(action.callIn()),
                        () -> rds.switchoverGlobalCluster(request -> request.globalClusterIdentifier(
                                        action.database().value())
                                .targetDbClusterIdentifier(action.target().value())))
                .answer();
    }

    /** Called in the Region of the new writer: the old one may be dark. */
    @Override
    public Answer failOver(Action.FailOver action) {
        RdsClient rds = clients.rds(action.callIn());
        return caller.ask(
                        whom(action.callIn()),
                        () -> rds.failoverGlobalCluster(request -> request.globalClusterIdentifier(
                                        action.database().value())
                                .targetDbClusterIdentifier(action.target().value())
                                .allowDataLoss(true))) // without it this would be a switchover
                .answer();
    }

    private static String whom(Region region) {
        return "RDS in " + region;
    }
}
