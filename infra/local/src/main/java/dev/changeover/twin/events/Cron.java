package dev.changeover.twin.events;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * AWS's six fields: minute, hour, day of the month, month, day of the week (1 is Sunday), year; in UTC. {@code L},
 * {@code W} and {@code #} the twin refuses. Source: "Schedule expressions for rules", EventBridge user guide, read
 * 2026-11-22.
 */
record Cron(BitSet minutes, BitSet hours, BitSet days, BitSet months, BitSet weekdays, BitSet years)
        implements Schedule {
    /** A rarer schedule than once in ten years is a mistake. */
    private static final int DAYS_AHEAD_MAX = 10 * 366;

    private static final List<String> MONTHS =
            List.of("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC");
    private static final List<String> WEEKDAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final int FIELDS = 6;

    static Cron of(String text) {
        String[] fields = text.trim().split(" +", -1);
        if (fields.length != FIELDS) {
            throw new IllegalArgumentException("cron has six fields, this has " + fields.length);
        }
        if (fields[2].equals("?") == fields[4].equals("?")) {
            throw new IllegalArgumentException("either the day of the month or the day of the week must be ?");
        }
        return new Cron(
                new Range(0, 59, List.of()).read(fields[0]),
                new Range(0, 23, List.of()).read(fields[1]),
                new Range(1, 31, List.of()).read(fields[2]),
                new Range(1, 12, MONTHS).read(fields[3]),
                new Range(1, 7, WEEKDAYS).read(fields[4]),
                new Range(1970, 2199, List.of()).read(fields[5]));
    }

    @Override
    public Optional<Instant> next(Instant now) {
        LocalDateTime after = LocalDateTime.ofInstant(now, ZoneOffset.UTC)
                .withSecond(0)
                .withNano(0)
                .plusMinutes(1);
        int from = after.getHour() * 60 + after.getMinute();
        LocalDate day = after.toLocalDate();
        for (int ahead = 0; ahead < DAYS_AHEAD_MAX; ahead++) {
            if (falls(day)) {
                Optional<Integer> minute = firstMinute(from);
                if (minute.isPresent()) {
                    return Optional.of(
                            day.atStartOfDay().plusMinutes(minute.get()).toInstant(ZoneOffset.UTC));
                }
            }
            day = day.plusDays(1);
            from = 0;
        }
        return Optional.empty();
    }

    private boolean falls(LocalDate day) {
        int weekday = day.getDayOfWeek().getValue() % 7 + 1;
        return years.get(day.getYear())
                && months.get(day.getMonthValue())
                && days.get(day.getDayOfMonth())
                && weekdays.get(weekday);
    }

    private Optional<Integer> firstMinute(int from) {
        for (int hour = hours.nextSetBit(from / 60); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            int minute = minutes.nextSetBit(hour == from / 60 ? from % 60 : 0);
            if (minute >= 0) {
                return Optional.of(hour * 60 + minute);
            }
        }
        return Optional.empty();
    }

    /** What one field may hold. {@code names} stand for the numbers from the lowest on. */
    private record Range(int lowest, int highest, List<String> names) {
        BitSet read(String field) {
            var set = new BitSet();
            for (String part : field.split(",", -1)) {
                add(part, set);
            }
            return set;
        }

        private void add(String part, BitSet set) {
            String[] stepped = part.split("/", 2);
            int step = stepped.length == 2 ? number(stepped[1], 1) : 1;
            int first = lowest;
            int last = highest;
            if (!stepped[0].equals("*") && !stepped[0].equals("?")) {
                String[] ends = stepped[0].split("-", 2);
                first = number(ends[0], lowest);
                last = ends.length == 2 ? number(ends[1], lowest) : stepped.length == 2 ? highest : first;
            }
            if (first > last) {
                throw new IllegalArgumentException("a range must rise: " + part);
            }
            for (int each = first; each <= last; each += step) {
                set.set(each);
            }
        }

        private int number(String text, int least) {
            int named = names.indexOf(text.toUpperCase(Locale.ROOT));
            if (named >= 0) {
                return lowest + named;
            }
            if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < least || Integer.parseInt(text) > highest) {
                throw new IllegalArgumentException("not understood in a cron field: " + text);
            }
            return Integer.parseInt(text);
        }
    }
}
