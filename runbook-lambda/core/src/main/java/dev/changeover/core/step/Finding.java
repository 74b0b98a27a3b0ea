package dev.changeover.core.step;

import dev.changeover.core.model.Mode;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/** One result of looking before the move. A blocking one stops it unless a person acknowledges its code. */
public record Finding(Code code, String evidence) {
    /**
     * Whether it stops a changeover of this mode. What does not answer stops a graceful one; an ungraceful one records
     * it and goes on, because each step waits for what it needs itself, and much can be done before that.
     */
    public boolean blocks(Mode mode) {
        return code.blocking() && !(mode == Mode.UNGRACEFUL && code.weather());
    }

    /** Whether it stops a changeover of this mode in which a person acknowledged these codes. */
    public boolean stops(Mode mode, Set<String> acknowledged) {
        return blocks(mode) && !(code.acknowledgeable() && acknowledged.contains(code.name()));
    }

    /** The kinds of finding. */
    public enum Code {
        ALREADY_ACTIVE(true, "nothing to do; name the other Region to move back"),
        HALF_MOVED(true, "acknowledge this to have moved what is still behind, or name the other Region to move back"),
        WRITER_ELSEWHERE(true, "correct the plan or wait until the other move has ended"),
        DATABASE_UNREADABLE(true, "a graceful move needs both Regions; if the active one is down, use --ungraceful"),
        SOURCE_REGION_SILENT(
                true, "a graceful move needs both Regions; if this one is down, use --ungraceful and accept the loss"),
        DATABASE_BUSY(true, "wait until the database is available"),
        REPLICA_NOT_ATTACHED(true, "wait until the replica is connected, or repair replication"),
        TARGET_SECRET_UNREADABLE(true, "restore access to the secret and its key in the target Region"),
        ROUTING_UNREADABLE(true, "check the credentials and the five ARC cluster endpoints"),
        ROUTING_QUORUM_LOST(
                true, "wait until three of the five ARC cluster endpoints answer; ARC changes nothing below that"),
        LOSS_UNKNOWN(true, "decide whether an unknown loss is acceptable and acknowledge this by name"),
        LOSS_ABOVE_ACCEPTED(true, "accept a larger loss, or wait for replication to catch up"),
        LAG_ABOVE_OBJECTIVE(false, "a graceful move waits for replication; it will take longer"),
        LAG_UNREADABLE(false, "a graceful move loses nothing; only its duration is uncertain"),
        ROUTING_DRIFTED(false, "the shift will set both controls"),
        SECRET_DRIFTED(false, "the rewrite will set it"),
        SOURCE_SECRET_UNREADABLE(false, "its rewrite will be owed"),
        GRACEFUL_POSSIBLE(false, "the active Region answers: a graceful move would lose nothing");

        private final boolean blocking;
        private final String remedy;

        Code(boolean blocking, String remedy) {
            this.blocking = blocking;
            this.remedy = remedy;
        }

        public boolean blocking() {
            return blocking;
        }

        /** Whether it may go away by looking again: something did not answer just now. */
        public boolean weather() {
            return switch (this) {
                case DATABASE_UNREADABLE,
                        SOURCE_REGION_SILENT,
                        TARGET_SECRET_UNREADABLE,
                        ROUTING_UNREADABLE,
                        ROUTING_QUORUM_LOST -> true;
                case ALREADY_ACTIVE,
                        HALF_MOVED,
                        WRITER_ELSEWHERE,
                        DATABASE_BUSY,
                        REPLICA_NOT_ATTACHED,
                        LOSS_UNKNOWN,
                        LOSS_ABOVE_ACCEPTED,
                        LAG_ABOVE_OBJECTIVE,
                        LAG_UNREADABLE,
                        ROUTING_DRIFTED,
                        SECRET_DRIFTED,
                        SOURCE_SECRET_UNREADABLE,
                        GRACEFUL_POSSIBLE -> false;
            };
        }

        /** Whether it may go away by waiting: RDS is busy with something that it ends by itself, as a rule. */
        public boolean settles() {
            return this == DATABASE_BUSY || this == REPLICA_NOT_ATTACHED;
        }

        /** The code of that name. */
        public static Optional<Code> named(String name) {
            return Arrays.stream(values())
                    .filter(code -> code.name().equals(name))
                    .findFirst();
        }

        /** Whether a person may go on in spite of it. Not where there is nothing to do, or a later step must refuse. */
        public boolean acknowledgeable() {
            return this != ALREADY_ACTIVE && this != WRITER_ELSEWHERE;
        }

        public String remedy() {
            return remedy;
        }
    }
}
