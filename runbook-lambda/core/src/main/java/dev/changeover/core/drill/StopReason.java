package dev.changeover.core.drill;

/** Why a drill stopped before its end, and what a person must do. It never goes back by itself over such a thing. */
public enum StopReason {
    PRECHECK_BLOCKED("the application is not ready for a drill", "mend what readiness found, then drill again"),
    ANOTHER_CHANGEOVER("another changeover of the application is live", "let it end, then drill again"),
    CHANGEOVER_HALTED(
            "the drill's changeover halted",
            "read the changeover's report; retry, skip or cancel it, then move the application home by hand"),
    CHANGEOVER_CANCELLED(
            "the drill's changeover was cancelled",
            "see where the application is (changeover show), and move it home by hand"),
    CHANGEOVER_WITH_EXCEPTIONS(
            "a step of the drill's changeover was skipped",
            "mend what the skipped step left undone, then move the application home by hand"),
    MOVED_MEANWHILE(
            "somebody else moved the application during the drill",
            "find out who, and whether it should stay where it is"),
    ABANDONED("a person gave it up", "see where the application is (changeover show), and move it home by hand");

    private final String inWords;
    private final String whatToDo;

    StopReason(String inWords, String whatToDo) {
        this.inWords = inWords;
        this.whatToDo = whatToDo;
    }

    public String inWords() {
        return inWords;
    }

    public String whatToDo() {
        return whatToDo;
    }
}
