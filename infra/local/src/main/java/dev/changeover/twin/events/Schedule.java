package dev.changeover.twin.events;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When a rule fires by itself. */
public sealed interface Schedule permits Schedule.Rate, Cron {
    /** The first time after {@code now}; empty when there is none any more. */
    Optional<Instant> next(Instant now);

    /**
     * Reads a schedule expression.
     *
     * @throws IllegalArgumentException saying why it is none
     */
    static Schedule parse(String text) {
        Matcher rate = Rate.SHAPE.matcher(text);
        if (rate.matches()) {
            return Rate.of(Long.parseLong(rate.group(1)), rate.group(2));
        }
        if (text.startsWith("cron(") && text.endsWith(")")) {
            return Cron.of(text.substring("cron(".length(), text.length() - 1));
        }
        throw new IllegalArgumentException("neither rate(…) nor cron(…): " + text);
    }

    /** Every so often, first one period after it was set. */
    record Rate(Duration every) implements Schedule {
        private static final Pattern SHAPE = Pattern.compile("rate\\((\\d{1,6}) (minutes?|hours?|days?)\\)");

        /** AWS takes {@code 1 minute} and {@code 5 minutes}, and refuses {@code 1 minutes}. */
        private static Rate of(long count, String unit) {
            if (count < 1 || (count == 1) == unit.endsWith("s")) {
                throw new IllegalArgumentException("one needs the singular, more the plural: " + count + " " + unit);
            }
            return new Rate(
                    switch (unit.charAt(0)) {
                        case 'm' -> Duration.ofMinutes(count);
                        case 'h' -> Duration.ofHours(count);
                        default -> Duration.ofDays(count);
                    });
        }

        @Override
        public Optional<Instant> next(Instant now) {
            return Optional.of(now.plus(every));
        }
    }
}
