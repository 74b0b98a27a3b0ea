package dev.changeover.plan;

import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** A place in the file, line and column counted from 1 as editors do; 0 means the whole. */
record Place(int line, int column) {
    static final Place FILE = new Place(0, 0);

    static Place of(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }

    static Place of(Node node) {
        return of(node.getStartMark());
    }

    /** The line in which the character at {@code offset} stands. */
    static Place lineOf(CharSequence text, int offset) {
        int breaks = (int) text.subSequence(0, offset)
                .chars()
                .filter(character -> character == '\n')
                .count();
        return new Place(breaks + 1, 0);
    }
}
