package dev.changeover.twin.account;

/** Why the sample application could not be set up, in one sentence for an operator. */
public final class EstateTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EstateTrouble(String message) {
        super(message);
    }
}
