package dev.changeover.plan;

/**
 * One thing that is wrong with a plan file, and what to do about it.
 *
 * @param file the name of the file, as the reader was given it
 * @param line counted from 1; 0 when the file as a whole is meant
 * @param column counted from 1; 0 when the line or the file as a whole is meant
 * @param key the path of the key, such as {@code regions.primary.cluster}; empty when no key is meant
 */
public record Fault(String file, int line, int column, String key, String wrong, String remedy) {
    /** One line for a terminal: where, which key, what is wrong; what to do. */
    @Override
    public String toString() {
        String place = line == 0 ? file : column == 0 ? file + ":" + line : file + ":" + line + ":" + column;
        return place + ": " + (key.isEmpty() ? "" : key + ": ") + wrong + "; " + remedy;
    }
}
