package dev.changeover.view;

/** Text made fit for HTML and XML. What a journal holds was typed by people and told by services: anything at all. */
final class Markup {
    private Markup() {}

    /** For text and for attributes in double or single quotes. */
    static String escaped(String text) {
        var safe = new StringBuilder(text.length());
        text.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.appendCodePoint(allowed(point) ? point : '\uFFFD');
            }
        });
        return safe.toString();
    }

    /** XML 1.0's characters (W3C, section 2.2); a surrogate alone is none. */
    private static boolean allowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || (point >= 0x20 && point <= 0xD7FF)
                || (point >= 0xE000 && point <= 0xFFFD)
                || point >= 0x10000;
    }
}
