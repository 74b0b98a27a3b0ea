package dev.changeover.twin.events;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** What one entry of a pattern's list says of one value. {@link Exists} alone is also asked when there is no value. */
sealed interface Matcher {
    boolean matches(Object value);

    /** The very value; numbers as they are written, so that 300 is not 300.0. */
    record Equal(Object wanted) implements Matcher {
        @Override
        public boolean matches(Object value) {
            return Objects.equals(wanted, value);
        }
    }

    record Exists(boolean wanted) implements Matcher {
        @Override
        public boolean matches(Object value) {
            return wanted;
        }
    }

    /** A text in one of several relations to another. */
    record Text(Relation relation, String wanted, boolean anyCase) implements Matcher {
        enum Relation {
            PREFIX,
            SUFFIX,
            SAME,
            WILDCARD
        }

        @Override
        public boolean matches(Object value) {
            return value instanceof String text && (anyCase ? holds(lower(text), lower(wanted)) : holds(text, wanted));
        }

        private boolean holds(String text, String other) {
            return switch (relation) {
                case PREFIX -> text.startsWith(other);
                case SUFFIX -> text.endsWith(other);
                case SAME -> text.equals(other);
                case WILDCARD -> fits(text, other);
            };
        }

        private static String lower(String text) {
            return text.toLowerCase(Locale.ROOT);
        }

        /** Each star stands for any text, also none. Greedy from both ends, so it takes time linear in the text. */
        private static boolean fits(String text, String wildcard) {
            List<String> pieces = List.of(wildcard.split("\\*", -1));
            if (pieces.size() == 1) {
                return text.equals(wildcard);
            }
            int from = pieces.getFirst().length();
            int to = text.length() - pieces.getLast().length();
            if (from > to || !text.startsWith(pieces.getFirst()) || !text.endsWith(pieces.getLast())) {
                return false;
            }
            for (String piece : pieces.subList(1, pieces.size() - 1)) {
                int found = text.indexOf(piece, from);
                if (found < 0 || found + piece.length() > to) {
                    return false;
                }
                from = found + piece.length();
            }
            return true;
        }
    }

    /** A number within limits, each an operator and a number. */
    record Numeric(List<Limit> limits) implements Matcher {
        record Limit(String operator, BigDecimal than) {
            boolean holds(BigDecimal number) {
                int order = number.compareTo(than);
                return switch (operator) {
                    case "=" -> order == 0;
                    case "<" -> order < 0;
                    case "<=" -> order <= 0;
                    case ">" -> order > 0;
                    case ">=" -> order >= 0;
                    default -> throw new IllegalStateException("read as an operator, but it is none: " + operator);
                };
            }
        }

        @Override
        public boolean matches(Object value) {
            return value instanceof Number number
                    && limits.stream().allMatch(limit -> limit.holds(new BigDecimal(number.toString())));
        }
    }

    /** None of these. There must be a value. */
    record AnythingBut(List<Matcher> unwanted) implements Matcher {
        @Override
        public boolean matches(Object value) {
            return unwanted.stream().noneMatch(matcher -> matcher.matches(value));
        }
    }

    /** Whether an object of an event could be meant by a list of matchers: only leaves are. */
    static boolean leaf(Object value) {
        return !(value instanceof Map);
    }
}
