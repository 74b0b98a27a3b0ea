package dev.changeover.cli.command;

import dev.changeover.plan.Durations;
import java.time.Duration;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, written as in a plan file. */
final class Lengths implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String text) {
        return Durations.parse(text.strip())
                .orElseThrow(() ->
                        new TypeConversionException("'" + text + "' is not a duration such as 500ms, 5s, 2m or 1h"));
    }
}
