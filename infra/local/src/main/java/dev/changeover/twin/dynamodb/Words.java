package dev.changeover.twin.dynamodb;

import dev.changeover.twin.model.AwsError;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An expression as words, read from left to right; keywords in any case. */
final class Words {
    private static final Pattern WORD = Pattern.compile("\\s*(<>|<=|>=|[=<>(),+.\\[\\]-]|[#:]?[A-Za-z0-9_]+)");

    /** Bytes. Source: "Quotas in Amazon DynamoDB", expression parameters, read 2026-11-22. */
    private static final int LENGTH_MAX = 4096;

    /** AWS takes 300 operators and functions; their operands are words as well. Source: the same. */
    private static final int WORDS_MAX = 900;

    /** AWS has these, the adapters do not use them. */
    private static final Set<String> UNSUPPORTED =
            Set.of("BETWEEN", "IN", "SIZE", "CONTAINS", "ATTRIBUTE_TYPE", "ADD", "DELETE", ".", "[");

    private final String parameter;
    private final List<String> words = new ArrayList<>();
    private int next;

    /** {@code parameter} is the name the request gives the expression. */
    Words(String parameter, String text) {
        this.parameter = parameter;
        if (text.isBlank()) {
            throw invalid("The expression can not be empty;");
        }
        if (text.length() > LENGTH_MAX) {
            throw invalid("Expression size has exceeded the maximum allowed size;");
        }
        Matcher matcher = WORD.matcher(text.strip());
        int end = 0;
        while (end < text.strip().length()) {
            if (!matcher.find(end) || matcher.start() != end) {
                throw syntax(text.strip().substring(end));
            }
            words.add(matcher.group(1));
            end = matcher.end();
        }
        if (words.size() > WORDS_MAX) {
            throw invalid("The expression contains too many operators;");
        }
    }

    /** The next word, or an empty one at the end. */
    String peek() {
        return next < words.size() ? words.get(next) : "";
    }

    /** The word after the next. */
    String peekSecond() {
        return next + 1 < words.size() ? words.get(next + 1) : "";
    }

    String take() {
        String word = peek();
        if (word.isEmpty()) {
            throw syntax("<EOF>");
        }
        next++;
        return word;
    }

    /** Takes the next word if it is this one. */
    boolean skip(String word) {
        boolean there = peek().equalsIgnoreCase(word);
        next += there ? 1 : 0;
        return there;
    }

    void expect(String word) {
        if (!skip(word)) {
            throw unexpected();
        }
    }

    /** Takes the next word if it is one of these. */
    Optional<String> skipOneOf(Set<String> wanted) {
        return wanted.contains(peek()) ? Optional.of(take()) : Optional.empty();
    }

    void end() {
        if (!peek().isEmpty()) {
            throw unexpected();
        }
    }

    /** What to say to the next word when nothing the twin knows begins with it. */
    AwsError unexpected() {
        String word = peek();
        return UNSUPPORTED.contains(word.toUpperCase(Locale.ROOT))
                ? TableErrors.unsupported("'" + word + "' in the " + parameter)
                : syntax(word.isEmpty() ? "<EOF>" : word);
    }

    AwsError invalid(String why) {
        return TableErrors.invalid("Invalid " + parameter + ": " + why);
    }

    private AwsError syntax(String near) {
        return invalid("Syntax error; token: \"" + near + "\"");
    }
}
