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

    /** How many letters must be added, dropped, changed or swapped with their neighbour to get the other word. */
    static int distance(String one, String other) {
        int[][] cost = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                cost[i][j] = i == 0 || j == 0 ? i + j : cheapest(cost, one, other, i, j);
            }
        }
        return cost[one.length()][other.length()];
    }

    private static int cheapest(int[][] cost, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int changed = cost[i - 1][j - 1] + (same ? 0 : 1);
        int best = Math.min(changed, Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
    }
}
