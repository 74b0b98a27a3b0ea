package dev.changeover.core.step;

import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.step.Finding.Code;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Decides Preflight: what stands in the way, and what is worth knowing. */
public final class PreflightRule {
    /** ARC keeps three of five endpoints available and changes no state below that (ARC developer guide, 2026). */
    public static final int ROUTING_QUORUM = 3;

    /** How long to look again at what does not answer: three calls at the default bound of 3 s. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    /**
     * How long to let a database settle that is still busy, such as with what a changeover before has begun. Below the
     * step's own deadline of 30 s, so that the halt names what stands in the way.
     */
    public static final Duration SETTLING = Duration.ofSeconds(25);

    private PreflightRule() {}

    /**
     * What was found, blocking ones first.
     *
     * @param acceptedLoss the most data, as time, a person accepted to lose; ungraceful only
     */
    public static List<Finding> findings(
            Step.Preflight step, Surroundings seen, Optional<Duration> acceptedLoss, Objectives objectives) {
        List<Finding> found = new ArrayList<>();
        if (sourceIsSilent(step, seen)) {
            String evidence = step.from().region() + " answers neither for its database nor for its secret";
            found.add(new Finding(Code.SOURCE_REGION_SILENT, evidence));
        } else {
            database(step, seen, found);
            source(step, seen.sourceSecret(), found);
        }
        target(seen.targetSecret(), found);
        routing(step, seen.routing(), found);
        if (step.mode() == Mode.GRACEFUL) {
            gracefulLag(seen.lag(), objectives, found);
        } else {
            loss(seen.lag(), acceptedLoss, found);
        }
        found.sort((a, b) -> Boolean.compare(b.blocks(step.mode()), a.blocks(step.mode())));
        return List.copyOf(found);
    }

    /**
     * Satisfied, or a halt that names what stands in the way. What merely did not answer is looked at again for a while
     * first, and so is a database that is busy: neither a lost packet nor the end of the move before is a reason to
     * call a person. An ungraceful move does not wait for what settles.
     *
     * @param waited how long Preflight has been looking
     */
    public static Decision decide(List<Finding> findings, Mode mode, Set<String> acknowledged, Duration waited) {
        List<Finding> blocking = findings.stream()
                .filter(finding -> finding.stops(mode, acknowledged))
                .toList();
        if (blocking.isEmpty()) {
            return new Decision.Satisfied(
                    findings.isEmpty() ? "nothing found" : findings.size() + " findings recorded");
        }
        boolean weather = blocking.stream().allMatch(finding -> finding.code().weather());
        if (weather && waited.compareTo(PATIENCE) < 0) {
            return new Decision.Wait(WaitReason.WORLD_UNREADABLE, inWords(blocking));
        }
        boolean settles = mode == Mode.GRACEFUL
                && blocking.stream()
                        .allMatch(finding ->
                                finding.code().settles() || finding.code().weather());
        if (settles && !weather && waited.compareTo(SETTLING) < 0) {
            return new Decision.Wait(WaitReason.DATABASE_SETTLING, inWords(blocking));
        }
        return new Decision.Halt(HaltReason.PREFLIGHT_BLOCKED, inWords(blocking));
    }

    private static String inWords(List<Finding> findings) {
        return String.join(
                "; ",
                findings.stream()
                        .map(finding -> finding.code() + " (" + finding.evidence() + "): "
                                + finding.code().remedy())
                        .toList());
    }

    private static void database(Step.Preflight step, Surroundings seen, List<Finding> found) {
        switch (seen.database()) {
            case DatabaseView.WriterIn writer
            when writer.region().equals(step.to().region()) -> found.add(arrived(step, seen));
            case DatabaseView.WriterIn writer
            when !writer.region().equals(step.from().region()) ->
                found.add(new Finding(Code.WRITER_ELSEWHERE, "the writer is in " + writer.region()));
            case DatabaseView.WriterIn writer when step.mode() == Mode.GRACEFUL -> ready(writer, found);
            case DatabaseView.WriterIn _ -> {
                // An ungraceful move takes it as it is.
            }
            case DatabaseView.Moving moving when moving.to().equals(step.to().region()) -> {
                // Adopted by SwitchDatabase.
            }
            case DatabaseView.Moving moving ->
                found.add(new Finding(Code.WRITER_ELSEWHERE, moving.status() + " to " + moving.to()));
            case DatabaseView.Broken broken -> found.add(new Finding(Code.REPLICA_NOT_ATTACHED, broken.found()));
            case DatabaseView.Unreadable unreadable ->
                found.add(new Finding(Code.DATABASE_UNREADABLE, unreadable.why().toString()));
        }
    }

    /** The writer is in the target already; a changeover that was cancelled leaves the rest behind. */
    private static Finding arrived(Step.Preflight step, Surroundings seen) {
        var target = step.to().region();
        if (seen.targetSecret() instanceof SecretView.Held held
                && !held.current().names().equals(step.to().database())) {
            return new Finding(
                    Code.HALF_MOVED, "the writer is in " + target + ", and the secret there names another database");
        }
        if (seen.routing() instanceof RoutingView.States states && !states.on().equals(List.of(target))) {
            return new Finding(Code.HALF_MOVED, "the writer is in " + target + ", and On is " + states.on());
        }
        return new Finding(Code.ALREADY_ACTIVE, "the writer is in " + target);
    }

    private static boolean sourceIsSilent(Step.Preflight step, Surroundings seen) {
        boolean secretSilent = seen.sourceSecret().orElse(null) instanceof SecretView.Unreadable(var why, var _)
                && why.code() == PortFailure.Code.UNREACHABLE;
        boolean databaseSilent = seen.database() instanceof DatabaseView.WriterIn writer
                && writer.region().equals(step.from().region())
                && !writer.ready();
        return step.mode() == Mode.GRACEFUL && secretSilent && databaseSilent;
    }

    private static void ready(DatabaseView.WriterIn writer, List<Finding> found) {
        if (!writer.ready()) {
            found.add(new Finding(Code.DATABASE_BUSY, writer.status()));
        }
        if (writer.replica() == DatabaseView.Replica.PENDING_RESYNC) {
            found.add(new Finding(Code.REPLICA_NOT_ATTACHED, "SynchronizationStatus is pending-resync"));
        }
    }

    private static void target(SecretView seen, List<Finding> found) {
        if (seen instanceof SecretView.Unreadable(var why, var _)) {
            found.add(new Finding(Code.TARGET_SECRET_UNREADABLE, why.toString()));
        }
    }

    private static void source(Step.Preflight step, Optional<SecretView> seen, List<Finding> found) {
        boolean graceful = step.mode() == Mode.GRACEFUL;
        switch (seen.orElse(null)) {
            case SecretView.Unreadable(var why, var _)
            when graceful -> found.add(new Finding(Code.SOURCE_SECRET_UNREADABLE, why.toString()));
            case SecretView.Held _
            when !graceful ->
                found.add(new Finding(Code.GRACEFUL_POSSIBLE, step.from().region() + " answers"));
            case SecretView.Held held
            when !held.current().names().equals(step.from().database()) ->
                found.add(new Finding(
                        Code.SECRET_DRIFTED, "it names " + held.current().names()));
            case SecretView.Held _, SecretView.Unreadable _ -> {
                // As it should be, or as an ungraceful move expects it.
            }
            case null -> {
                // Not asked for.
            }
        }
    }

    private static void routing(Step.Preflight step, RoutingView seen, List<Finding> found) {
        switch (seen) {
            case RoutingView.Unreadable(var why, var _) ->
                found.add(new Finding(Code.ROUTING_UNREADABLE, why.toString()));
            case RoutingView.States(var _, var readFrom, var _)
            when step.mode() == Mode.GRACEFUL && readFrom.size() < ROUTING_QUORUM ->
                found.add(new Finding(Code.ROUTING_QUORUM_LOST, "only those in " + readFrom + " answer"));
            case RoutingView.States(var on, var _, var _)
            when !on.equals(List.of(step.from().region())) -> found.add(new Finding(Code.ROUTING_DRIFTED, "On: " + on));
            case RoutingView.States _ -> {
                // As it should be.
            }
        }
    }

    private static void gracefulLag(LagView seen, Objectives objectives, List<Finding> found) {
        switch (seen) {
            case LagView.Unreadable(var why, var _) -> found.add(new Finding(Code.LAG_UNREADABLE, why.toString()));
            case LagView.Measured lag
            when lag.latest().compareTo(objectives.rpo()) > 0 ->
                found.add(new Finding(Code.LAG_ABOVE_OBJECTIVE, inWords(lag)));
            case LagView.Measured _ -> {
                // Within the objective.
            }
        }
    }

    private static void loss(LagView seen, Optional<Duration> accepted, List<Finding> found) {
        switch (seen) {
            case LagView.Unreadable(var why, var _) -> found.add(new Finding(Code.LOSS_UNKNOWN, why.toString()));
            case LagView.Measured lag
            when accepted.isEmpty() || lag.possibleLoss().compareTo(accepted.get()) > 0 ->
                found.add(new Finding(Code.LOSS_ABOVE_ACCEPTED, inWords(lag)));
            case LagView.Measured _ -> {
                // A person accepted that much.
            }
        }
    }

    private static String inWords(LagView.Measured lag) {
        return "lag " + lag.latest().toMillis() + " ms, at most "
                + lag.possibleLoss().toMillis() + " ms in five minutes, measured at " + lag.measuredAt() + " ("
                + lag.source() + ")";
    }
}
