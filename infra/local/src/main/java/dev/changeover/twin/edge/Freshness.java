package dev.changeover.twin.edge;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** For how long an answer may be served again: what the origin says, within what the behaviour allows. */
final class Freshness {
    /** Kept for the default TTL where the origin says nothing; redirections that may change only if it says so. */
    private static final Set<Integer> BY_DEFAULT = Set.of(200, 203, 300, 301);

    private static final Set<Integer> IF_TOLD = Set.of(302, 307);

    private static final List<String> NEVER = List.of("no-store", "no-cache", "private");

    private Freshness() {}

    /** Zero for what is not to be kept. {@code errorMin} is the least an error is kept. */
    static Duration of(EdgeAnswer answer, Caching.On caching, Duration errorMin, Instant now) {
        List<String> control = directives(answer);
        Optional<Duration> told = told(answer, control, now);
        if (answer.isError()) {
            return ErrorPage.CODES_ALLOWED.contains(answer.status())
                    ? longer(errorMin, shorter(told.orElse(Duration.ZERO), caching.ttlMax()))
                    : Duration.ZERO;
        }
        if (control.stream().anyMatch(NEVER::contains)) {
            return caching.ttlMin();
        }
        if (!BY_DEFAULT.contains(answer.status()) && !(IF_TOLD.contains(answer.status()) && told.isPresent())) {
            return Duration.ZERO;
        }
        return longer(caching.ttlMin(), shorter(told.orElse(caching.ttlDefault()), caching.ttlMax()));
    }

    private static Optional<Duration> told(EdgeAnswer answer, List<String> control, Instant now) {
        return seconds(control, "s-maxage=")
                .or(() -> seconds(control, "max-age="))
                .or(() -> answer.headers().first("Expires").map(date -> until(date, now)));
    }

    private static Optional<Duration> seconds(List<String> control, String name) {
        return control.stream()
                .filter(one -> one.startsWith(name))
                .map(one -> one.substring(name.length()))
                .filter(text -> text.matches("\\d{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .findFirst();
    }

    /** A date nobody can read lies in the past (RFC 9111, 5.3). */
    private static Duration until(String date, Instant now) {
        try {
            Instant end = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return longer(Duration.ZERO, Duration.between(now, end));
        } catch (DateTimeException unreadable) {
            return Duration.ZERO;
        }
    }

    private static List<String> directives(EdgeAnswer answer) {
        return Arrays.stream(answer.headers()
                        .first("Cache-Control")
                        .orElse("")
                        .toLowerCase(Locale.ROOT)
                        .split(",", -1))
                .map(String::strip)
                .toList();
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
