package dev.changeover.core.step;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.util.List;

/** Decides SwitchDatabase. Adopts a move already under way towards the target, whoever began it. */
public final class DatabaseRule {
    /** A graceful move that is not over by then may be one out of a Region that has died; its Region is asked too. */
    public static final Duration SOURCE_PATIENCE = Duration.ofSeconds(10);

    private DatabaseRule() {}

    public static Decision decide(Step.SwitchDatabase step, DatabaseView seen, Memory memory) {
        Region from = step.from().region();
        Region to = step.to().region();
        return switch (seen) {
            case DatabaseView.WriterIn writer when writer.region().equals(to) -> arrived(step, writer);
            case DatabaseView.WriterIn writer when writer.region().equals(from) -> leave(step, writer, memory);
            case DatabaseView.WriterIn writer ->
                new Decision.Halt(HaltReason.UNEXPECTED_WRITER, "the writer is in " + writer.region());
            case DatabaseView.Moving moving
            when moving.to().equals(to) -> new Decision.Wait(WaitReason.PROMOTION_RUNNING, moving.status());
            case DatabaseView.Moving moving ->
                new Decision.Halt(HaltReason.RIVAL_MOVE, moving.status() + " to " + moving.to());
            case DatabaseView.Broken broken -> new Decision.Halt(HaltReason.DATABASE_BROKEN, broken.found());
            case DatabaseView.Unreadable unreadable ->
                new Decision.Wait(
                        WaitReason.DATABASE_UNREADABLE, unreadable.why().toString());
        };
    }

    /** The same decision, but a wait for a source that is silent says so, since escalating may be the way out. */
    public static Decision heeding(Step.SwitchDatabase step, Decision decision, SecretView source) {
        boolean silent =
                source instanceof SecretView.Unreadable(var why, var _) && why.code() == PortFailure.Code.UNREACHABLE;
        return silent
                        && decision instanceof Decision.Wait(var reason, var detail)
                        && reason != WaitReason.DATABASE_SETTLING
                ? new Decision.Wait(
                        WaitReason.SOURCE_REGION_SILENT, step.from().region() + "; " + reason.inWords() + ": " + detail)
                : decision;
    }

    private static Decision arrived(Step.SwitchDatabase step, DatabaseView.WriterIn writer) {
        if (!writer.ready()) {
            return new Decision.Wait(WaitReason.DATABASE_SETTLING, writer.status());
        }
        List<Debt> owes = writer.replica() == DatabaseView.Replica.CONNECTED
                ? List.of()
                : List.of(new Debt.ReplicaOwed(step.from().region()));
        return new Decision.Satisfied("the writer is in " + writer.region() + ", " + writer.status(), owes);
    }

    private static Decision leave(Step.SwitchDatabase step, DatabaseView.WriterIn writer, Memory memory) {
        return switch (step.mode()) {
            case UNGRACEFUL ->
                Asking.once(
                        new Action.FailOver(
                                step.database(), step.to().cluster(), step.to().region()),
                        memory);
            case GRACEFUL -> {
                if (writer.replica() == DatabaseView.Replica.PENDING_RESYNC) {
                    yield new Decision.Wait(WaitReason.REPLICA_RESYNCING, writer.status());
                }
                yield Asking.once(
                        new Action.SwitchOver(
                                step.database(),
                                step.to().cluster(),
                                step.from().region()),
                        memory);
            }
        };
    }
}
