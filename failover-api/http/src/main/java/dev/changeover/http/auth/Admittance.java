package dev.changeover.http.auth;

/** What became of a token. */
public sealed interface Admittance {
    record Admitted(Caller caller) implements Admittance {}

    record Refused(Why why, String detail) implements Admittance {}

    /** Why a token is not believed. */
    enum Why {
        MALFORMED,
        FORGED,
        EXPIRED,
        NOT_FOR_US,
        /** The provider's keys cannot be had, so nobody can tell. */
        KEYS_UNAVAILABLE
    }
}
