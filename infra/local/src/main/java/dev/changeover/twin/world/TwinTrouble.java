package dev.changeover.twin.world;

/** Why a twin cannot start or go on, in one sentence for an operator. */
public final class TwinTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TwinTrouble(String message) {
        super(message);
    }

    public TwinTrouble(String message, Throwable cause) {
        super(message, cause);
    }
}
