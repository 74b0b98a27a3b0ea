package dev.changeover.core.step;

import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
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
    private PreflightRule() {}

    /**
     * What was found, blocking ones first.
     *
     * @param acceptedLoss the most data, as time, a person accepted to lose; ungraceful only
     */
    public static List<Finding> findings(
            Step.Preflight step, Surroundings seen, Optional<Duration> acceptedLoss, Objectives objectives) {
        List<Finding> found = new ArrayList<>();
        database(step, seen.database(), found);
        secrets(step, seen, found);
        routing(step, seen.routing(), found);
        if (step.mode() == Mode.GRACEFUL) {
            gracefulLag(seen.lag(), objectives, found);
        } else {
            loss(seen.lag(), acceptedLoss, found);
        }
        found.sort((a, b) -> Boolean.compare(b.code().blocking(), a.code().blocking()));
        return List.copyOf(found);
    }

    public static Decision decide(List<Finding> findings, Set<String> acknowledged) {
        List<Finding> blocking = findings.stream()
                .filter(finding -> finding.code().blocking()
                        && !acknowledged.contains(finding.code().name()))
                .toList();
        if (blocking.isEmpty()) {
            return new Decision.Satisfied(
                    findings.isEmpty() ? "nothing found" : findings.size() + " findings recorded");
        }
        return new Decision.Halt(
                HaltReason.PREFLIGHT_BLOCKED,
                String.join(
                        "; ",
                        blocking.stream()
                                .map(finding -> finding.code() + " (" + finding.evidence() + "): "
                                        + finding.code().remedy())
                                .toList()));
    }

    /** Whether the request's own acknowledgements cover what was found. */
    public static Decision decide(List<Finding> findings, ChangeoverRequest request) {
        return decide(findings, request.acknowledged());
    }

    private static void database(Step.Preflight step, DatabaseView seen, List<Finding> found) {
        boolean graceful = step.mode() == Mode.GRACEFUL;
        switch (seen) {
            case DatabaseView.WriterIn writer
            when writer.region().equals(step.to().region()) ->
                found.add(new Finding(Code.ALREADY_ACTIVE, "the writer is in " + writer.region()));
            case DatabaseView.WriterIn writer
            when !writer.region().equals(step.from().region()) ->
                found.add(new Finding(Code.WRITER_ELSEWHERE, "the writer is in " + writer.region()));
            case DatabaseView.WriterIn writer -> ready(graceful, writer, found);
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

    private static void ready(boolean graceful, DatabaseView.WriterIn writer, List<Finding> found) {
        if (!graceful) {
            if (writer.ready()) {
                found.add(new Finding(Code.GRACEFUL_POSSIBLE, writer.status()));
            }
            return;
        }
        if (!writer.ready()) {
            found.add(new Finding(Code.DATABASE_BUSY, writer.status()));
        }
        if (writer.replica() == DatabaseView.Replica.PENDING_RESYNC) {
            found.add(new Finding(Code.REPLICA_NOT_ATTACHED, "SynchronizationStatus is pending-resync"));
        }
    }

    private static void secrets(Step.Preflight step, Surroundings seen, List<Finding> found) {
        if (seen.targetSecret() instanceof SecretView.Unreadable(var why, var _)) {
            found.add(new Finding(Code.TARGET_SECRET_UNREADABLE, why.toString()));
        }
        switch (seen.sourceSecret().orElse(null)) {
            case null -> {
                // Not asked for.
            }
            case SecretView.Unreadable(var why, var _) ->
                found.add(new Finding(Code.SOURCE_SECRET_UNREADABLE, why.toString()));
            case SecretView.Held held
            when !held.current().names().equals(step.from().database()) ->
                found.add(new Finding(
                        Code.SECRET_DRIFTED, "it names " + held.current().names()));
            case SecretView.Held _ -> {
                // As it should be.
            }
        }
    }

    private static void routing(Step.Preflight step, RoutingView seen, List<Finding> found) {
        switch (seen) {
            case RoutingView.Unreadable(var why, var _) ->
                found.add(new Finding(Code.ROUTING_UNREADABLE, why.toString()));
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
            when accepted.isEmpty() || lag.maximum().compareTo(accepted.get()) > 0 ->
                found.add(new Finding(Code.LOSS_ABOVE_ACCEPTED, inWords(lag)));
            case LagView.Measured _ -> {
                // A person accepted that much.
            }
        }
    }

    private static String inWords(LagView.Measured lag) {
        return "lag " + lag.latest().toMillis() + " ms, at most "
                + lag.maximum().toMillis() + " ms in five minutes, measured at " + lag.measuredAt() + " ("
                + lag.source() + ")";
    }
}
