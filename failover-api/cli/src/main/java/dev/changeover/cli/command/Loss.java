package dev.changeover.cli.command;

import dev.changeover.core.step.Finding;
import dev.changeover.plan.Durations;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The loss a person accepts: up to a duration, or whatever it is.
 *
 * @param most empty accepts an unknown loss
 */
record Loss(Optional<Duration> most) {
    private static final String UNKNOWN = "unknown";

    static Optional<Loss> parse(String text) {
        return text.strip().equals(UNKNOWN)
                ? Optional.of(new Loss(Optional.empty()))
                : Durations.parse(text).map(most -> new Loss(Optional.of(most)));
    }

    /** Who accepts an unknown loss accepts a known one too. */
    Set<String> acknowledges() {
        return most.isPresent()
                ? Set.of()
                : Set.of(Finding.Code.LOSS_UNKNOWN.name(), Finding.Code.LOSS_ABOVE_ACCEPTED.name());
    }

    /** Whether a finding is about the loss, and so answered by accepting one. */
    static boolean about(Finding finding) {
        return switch (finding.code()) {
            case LOSS_UNKNOWN, LOSS_ABOVE_ACCEPTED -> true;
            default -> false;
        };
    }

    /** For picocli. */
    static final class Converter implements ITypeConverter<Loss> {
        @Override
        public Loss convert(String text) {
            return parse(text)
                    .orElseThrow(() -> new TypeConversionException(
                            "'" + text + "' is neither a duration such as 500ms, 5s or 2m, nor 'unknown'"));
        }
    }
}
