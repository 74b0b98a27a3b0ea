package dev.changeover.cli.doctor;

/**
 * What looking at one thing came to.
 *
 * @param whatToDo empty when it is well
 */
public record Check(String what, Level level, String said, String whatToDo) {
    /** How bad it is. */
    public enum Level {
        OK,
        /** A changeover can still be run. */
        WARN,
        /** A changeover cannot be run, or not in this state. */
        FAIL
    }

    static Check ok(String what, String said) {
        return new Check(what, Level.OK, said, "");
    }

    static Check warn(String what, String said, String whatToDo) {
        return new Check(what, Level.WARN, said, whatToDo);
    }

    static Check fail(String what, String said, String whatToDo) {
        return new Check(what, Level.FAIL, said, whatToDo);
    }
}
