package dev.changeover.twin.ssm;

/**
 * How an execution or one of its steps stands, in the spelling of the wire. Source: "Understanding automation
 * statuses", Systems Manager user guide, read 2026; those the twin never reports are left out.
 */
public enum AutomationStatus {
    Pending(false),
    InProgress(false),
    Waiting(false),
    Success(true),
    TimedOut(true),
    Cancelling(false),
    Cancelled(true),
    Failed(true),
    /** Of a loop that one of its steps left for a step outside. */
    Exited(true);

    private final boolean end;

    AutomationStatus(boolean end) {
        this.end = end;
    }

    public boolean isEnd() {
        return end;
    }
}
