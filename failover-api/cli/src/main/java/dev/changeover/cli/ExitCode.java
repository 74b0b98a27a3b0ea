package dev.changeover.cli;

/** What a script reads. Documented in docs/cli.md; a number never changes its meaning. */
public enum ExitCode {
    DONE(0),
    GENERAL(1),
    USAGE(2),
    CONFIRMATION_REFUSED(3),
    PRECONDITION(4),
    DENIED(5),
    FAILED(6),
    WITH_EXCEPTIONS(7),
    STILL_WAITING(8),
    UNREACHABLE(9),
    /** 128 and the number of SIGINT, as shells count. */
    INTERRUPTED(130);

    private final int number;

    ExitCode(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
