package dev.changeover.core.drill;

import dev.changeover.core.model.ChangeoverId;
import java.util.regex.Pattern;

/** Names one drill for ever, and through it the two changeovers it makes. */
public record DrillId(String value) {
    /** Nine characters shorter than a changeover's id, which is this with {@code -failover} behind. */
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9-]{7,70}");

    public DrillId {
        if (!SHAPE.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "'" + value + "' is not a drill id: 8 to 71 characters of a-z, 0-9 and '-'");
        }
    }

    /** The same for whoever drives: a drill that was killed finds its own changeover again. */
    public ChangeoverId changeover(Leg leg) {
        return new ChangeoverId(value + "-" + leg);
    }

    @Override
    public String toString() {
        return value;
    }
}
