package dev.changeover.core.ready;

import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.ready.Checked.Gathering;
import dev.changeover.core.ready.ReadinessFinding.Code;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The global database: writer, replica, and whether the standby could take over. */
final class DatabaseChecks {
    /** {@code backing-up} is an everyday state, not a failure (Aurora status page, read 2026). */
    private static final Set<String> WELL = Set.of("available", "backing-up");

    private DatabaseChecks() {}

    static List<Checked> of(Survey seen) {
        return List.of(writer(seen), replication(seen), targetInstance(seen), versions(seen), rpo(seen));
    }

    private static Checked writer(Survey seen) {
        var writer = new Gathering(Check.WRITER);
        Instant at = seen.database().seenAt();
        switch (seen.database()) {
            case DatabaseView.WriterIn found
            when seen.active().isEmpty() -> writer.found(Code.WRITER_UNSETTLED, found.status(), at);
            case DatabaseView.WriterIn found
            when !found.ready() -> writer.found(Code.DATABASE_BUSY, found.status(), at);
            case DatabaseView.WriterIn found -> writer.saw("in " + found.region() + ", " + found.status(), at);
            case DatabaseView.Moving moving ->
                writer.found(
                        Code.WRITER_UNSETTLED, moving.status() + " from " + moving.from() + " to " + moving.to(), at);
            case DatabaseView.Broken broken -> writer.found(Code.WRITER_UNSETTLED, broken.found(), at);
            case DatabaseView.Unreadable(var why, var _) -> writer.unreadable(why, at);
        }
        return writer.done();
    }

    private static Checked replication(Survey seen) {
        var replication = new Gathering(Check.REPLICATION);
        seen.ofStandby(replication, (active, standby) -> {
            attached(seen, standby, replication);
            lag(seen, replication);
        });
        return replication.done();
    }

    private static void attached(Survey seen, Site standby, Gathering replication) {
        var writer = (DatabaseView.WriterIn) seen.database();
        String replica = "SynchronizationStatus of " + standby.region() + " is " + writer.replica();
        switch (writer.replica()) {
            case CONNECTED -> replication.saw(replica, writer.seenAt());
            case PENDING_RESYNC, UNKNOWN -> replication.found(Code.REPLICA_NOT_ATTACHED, replica, writer.seenAt());
        }
    }

    private static void lag(Survey seen, Gathering replication) {
        switch (seen.lag()) {
            case LagView.Measured lag -> {
                String words = "lag " + lag.latest().toMillis() + " ms, at most "
                        + lag.possibleLoss().toMillis() + " ms in five minutes (" + lag.source() + ")";
                boolean late = lag.latest().compareTo(seen.plan().objectives().rpo()) > 0;
                if (late) {
                    replication.found(Code.LAG_ABOVE_OBJECTIVE, words, lag.measuredAt());
                } else {
                    replication.saw(words, lag.measuredAt());
                }
            }
            case LagView.Unreadable(var why, var at) -> replication.unreadable(why, at);
        }
    }

    private static Checked targetInstance(Survey seen) {
        var target = new Gathering(Check.TARGET_INSTANCE);
        seen.ofStandby(
                target,
                (active, standby) -> seen.members().get(standby.region()).judge(target, (member, at) -> {
                    available(standby, member, at, target);
                    sameClass(seen, active, member, target);
                }));
        return target.done();
    }

    private static void available(Site standby, Member member, Instant at, Gathering target) {
        String words = "cluster in " + standby.region() + " " + member.status() + ", instances "
                + member.instances().stream().map(Member.Instance::status).toList();
        boolean instance = member.instances().stream().anyMatch(one -> WELL.contains(one.status()));
        if (!instance) {
            target.found(Code.TARGET_WITHOUT_INSTANCE, words, at);
        } else if (!WELL.contains(member.status())) {
            target.found(Code.DATABASE_BUSY, words, at);
        } else {
            target.saw(words, at);
        }
    }

    private static void sameClass(Survey seen, Site active, Member standby, Gathering target) {
        seen.members().get(active.region()).judge(target, (writer, at) -> {
            String words = "writer " + classes(writer) + ", standby " + classes(standby);
            if (classes(writer).equals(classes(standby)) || standby.instances().isEmpty()) {
                target.saw(words, at);
            } else {
                target.found(Code.INSTANCE_CLASS_DIFFERS, words, at);
            }
        });
    }

    private static Set<String> classes(Member member) {
        return member.instances().stream()
                .map(Member.Instance::instanceClass)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Checked versions(Survey seen) {
        var versions = new Gathering(Check.ENGINE_VERSIONS);
        Site first = seen.plan().primary();
        Site second = seen.plan().secondary();
        seen.members()
                .get(first.region())
                .judge(
                        versions,
                        (one, at) -> seen.members().get(second.region()).judge(versions, (other, _) -> {
                            String words = first.region() + " " + one.engineVersion() + ", " + second.region() + " "
                                    + other.engineVersion();
                            switch (EngineVersion.compare(one.engineVersion(), other.engineVersion())) {
                                case SAME -> versions.saw(words, at);
                                case OTHER_PATCH -> versions.found(Code.ENGINE_PATCHES_DIFFER, words, at);
                                case INCOMPATIBLE -> versions.found(Code.ENGINE_VERSIONS_DIFFER, words, at);
                            }
                        }));
        return versions.done();
    }

    private static Checked rpo(Survey seen) {
        var rpo = new Gathering(Check.RPO_PARAMETER);
        seen.ofStandby(
                rpo,
                (active, standby) -> seen.rpo().get(standby.region()).judge(rpo, (value, at) -> {
                    if (value.isPresent()) {
                        String words = "rds.global_db_rpo is " + value.get() + " in " + standby.region();
                        rpo.found(Code.RPO_PARAMETER_SET, words, at);
                    } else {
                        rpo.saw("not set in " + standby.region(), at);
                    }
                }));
        return rpo.done();
    }
}
