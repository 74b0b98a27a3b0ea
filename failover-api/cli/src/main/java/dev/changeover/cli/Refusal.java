package dev.changeover.cli;

/** Why a command does not go on: what is the matter, what to do, and the exit code. */
public final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final ExitCode code;
    private final String whatToDo;

    public Refusal(ExitCode code, String what, String whatToDo) {
        super(what);
        this.code = code;
        this.whatToDo = whatToDo;
    }

    public ExitCode code() {
        return code;
    }

    public String whatToDo() {
        return whatToDo;
    }
}
