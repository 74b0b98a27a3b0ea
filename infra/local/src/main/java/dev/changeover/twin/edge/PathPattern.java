package dev.changeover.twin.edge;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Paths a behaviour is for: {@code *} stands for any letters, {@code ?} for one; upper and lower case differ. */
public record PathPattern(String text) {
    /** CloudFront developer guide, "Path pattern", read 2026-11-22. */
    private static final int LENGTH_MAX = 255;

    private static final Pattern LETTERS = Pattern.compile("[A-Za-z0-9_\\-.*$/~\"'@:+?&]+");

    /** Every path; the pattern of the default behaviour. */
    public static final PathPattern ALL = new PathPattern("*");

    public PathPattern {
        if (text.length() > LENGTH_MAX || !LETTERS.matcher(text).matches()) {
            throw new IllegalArgumentException("a path pattern has 1 to " + LENGTH_MAX
                    + " letters of A-Z a-z 0-9 _ - . * $ / ~ \" ' @ : + ? &, not '" + text + "'");
        }
    }

    boolean matches(String path) {
        String full = text.startsWith("/") || text.startsWith("*") ? text : "/" + text;
        String regex = full.chars()
                .mapToObj(letter -> switch (letter) {
                    case '*' -> ".*";
                    case '?' -> ".";
                    default -> Pattern.quote(Character.toString(letter));
                })
                .collect(Collectors.joining());
        return Pattern.matches(regex, path);
    }
}
