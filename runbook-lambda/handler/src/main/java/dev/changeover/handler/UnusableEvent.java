package dev.changeover.handler;

/**
 * An event that nothing can be done with. Lambda tells the caller this class's name and the sentence; nothing has been
 * written. Never quotes the event, which may hold anything.
 */
public final class UnusableEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnusableEvent(String message) {
        super(message, null, false, false); // where we noticed says nothing to the sender
    }
}
