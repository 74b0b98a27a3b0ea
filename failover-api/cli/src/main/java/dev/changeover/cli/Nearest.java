package dev.changeover.cli;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** The known word that somebody probably meant. */
public final class Nearest {
    /** One wrong letter in three still suggests the word; more would suggest strangers. */
    private static final int LETTERS_PER_MISTAKE = 3;

    private Nearest() {}

    public static Optional<String> to(String word, Collection<String> known) {
        String meant = word.toLowerCase(Locale.ROOT);
        return known.stream()
                .filter(candidate -> distance(meant, candidate.toLowerCase(Locale.ROOT))
                        <= Math.max(1, candidate.length() / LETTERS_PER_MISTAKE))
                .min(Comparator.comparingInt(candidate -> distance(meant, candidate.toLowerCase(Locale.ROOT))));
    }

    /** As a question, ready to be put behind a sentence; empty if nothing is near. */
    public static String question(String word, Collection<String> known) {
        return to(word, known).map(near -> " Did you mean '" + near + "'?").orElse("");
    }

    /** How many letters must be added, dropped or changed to turn one word into the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        Arrays.setAll(row, column -> column);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int changed = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(changed, Math.min(above, row[j - 1]) + 1);
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
