package dev.changeover.core.port;

/** Why a port could not do what it was asked, in a form that can be counted and shown. */
public record PortFailure(Code code, String message) {
    /** The kinds of failure a decision tells apart. */
    public enum Code {
        /** No answer, no connection, or a 5xx: the far side may be down. */
        UNREACHABLE,
        /** The far side is busy with something else; asking again later may work. */
        CONFLICT,
        /** Too many requests; asking again later works. */
        THROTTLED,
        /** A safety rule of the routing controls forbids it. */
        SAFETY_RULE,
        /** The secret is a replica and can only be written in its home Region. */
        READ_ONLY_REPLICA,
        /** The credentials are absent, expired or not allowed. */
        DENIED,
        /** The named thing does not exist. */
        NOT_FOUND,
        /** The request itself is wrong. */
        INVALID
    }

    /** Whether the same request may succeed later without anybody changing anything. */
    public boolean passing() {
        return switch (code) {
            case UNREACHABLE, CONFLICT, THROTTLED -> true;
            case SAFETY_RULE, READ_ONLY_REPLICA, DENIED, NOT_FOUND, INVALID -> false;
        };
    }

    @Override
    public String toString() {
        return code + ": " + message;
    }
}
