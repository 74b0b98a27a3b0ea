package dev.changeover.twin.formation;

/** Why a resource of a sound template could not be made after all, in one sentence. */
public final class FormationTrouble extends RuntimeException {
    private static final long serialVersionUID = 1L;

    FormationTrouble(String message) {
        super(message);
    }
}
