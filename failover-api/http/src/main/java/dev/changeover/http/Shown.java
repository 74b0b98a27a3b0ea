package dev.changeover.http;

/** What strangers sent, as far as it may be repeated: short and without control characters. */
final class Shown {
    private static final int LENGTH_MAX = 64;

    private Shown() {}

    static String of(String sent) {
        String plain = sent.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.length() <= LENGTH_MAX ? plain : plain.substring(0, LENGTH_MAX) + "...";
    }
}
