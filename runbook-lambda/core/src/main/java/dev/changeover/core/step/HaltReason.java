package dev.changeover.core.step;

/** Why only a person may go on, and what the person can do. */
public enum HaltReason {
    PREFLIGHT_BLOCKED("findings stand in the way", "mend them and retry, or acknowledge each by name"),
    UNEXPECTED_WRITER("the writer is in neither Region of the plan", "find out who moved it, correct the plan, cancel"),
    RIVAL_MOVE("somebody else is moving the database the other way", "find out who, let it end, then retry or cancel"),
    DATABASE_BROKEN("the global database is not what the plan says", "repair it in RDS, then retry"),
    SECRET_DIFFERS("the staged secret names another endpoint", "look at the secret, then retry"),
    SECRET_READ_ONLY(
            "the secret is a replica and its home Region does not answer",
            "promote the replica by hand, or allow it in the plan, then retry"),
    NOTHING_TO_PROBE_BY(
            "no version of the target's secret names the target's database, since StageSecret was skipped",
            "put one that names it, labelled AWSPENDING, and retry; or skip, and try by hand whether writes arrive"),
    SAFETY_RULE("a safety rule forbids the shift", "change the rule, or start anew naming it with --override-rule"),
    DENIED("the credentials are absent, expired or not allowed", "renew them, then retry"),
    REFUSED("AWS refused the request for good", "read the message, mend the cause, then retry"),
    ASKED_TOO_OFTEN("asked several times without effect", "look at the service's own console, then retry"),
    DEADLINE("the step took longer than its deadline", "read what it waited for; retry, skip, escalate or cancel");

    private final String inWords;
    private final String whatToDo;

    HaltReason(String inWords, String whatToDo) {
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
