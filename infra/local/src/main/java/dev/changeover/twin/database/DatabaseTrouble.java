package dev.changeover.twin.database;

/**
 * What keeps a database server from doing what it was asked, as one sentence for an operator.
 *
 * <p>Inside this package it ends an operation; at the rim it becomes {@code Completion.failed}, which is data. Only
 * the constructor of {@link PostgresDataPlane} lets it out, because there is no plane yet to report through.
 */
public final class DatabaseTrouble extends RuntimeException {
    DatabaseTrouble(String sentence) {
        super(sentence);
    }

    DatabaseTrouble(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
