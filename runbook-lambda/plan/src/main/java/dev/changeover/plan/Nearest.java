package dev.changeover.plan;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word somebody probably meant. */
final class Nearest {
    /** One wrong letter in three still suggests the word; more would suggest strangers. */
    private static final int LETTERS_PER_MISTAKE = 3;

    /** A word longer than this is no slip of a key we know; comparing it would only take time. */
    private static final int WORD_LENGTH_MAX = 64;

    private Nearest() {}

    static Optional<String> to(String word, Collection<String> known) {
        if (word.length() > WORD_LENGTH_MAX) {
            return Optional.empty();
        }
        String meant = kebab(word);
        return known.stream()
                .filter(candidate -> distance(meant, kebab(candidate)) <= mistakesAllowed(candidate))
                .min(Comparator.comparingInt(candidate -> distance(meant, kebab(candidate))));
    }

    private static int mistakesAllowed(String word) {
        return Math.max(1, word.length() / LETTERS_PER_MISTAKE);
    }

    /** Other people's spellings of the same key: {@code routingControl}, {@code routing_control}. */
    private static String kebab(String word) {
        return word.replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                .toLowerCase(Locale.ROOT)
                .replace('_', '-');
    }

    /** How many letters must be added, dropped or changed to turn one word into the other. */
    static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            row[j] = j;
        }
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
