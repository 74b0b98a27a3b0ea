package dev.changeover.view;

import dev.changeover.core.ready.Checked;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Readiness for an operator: every check, then what was found and what to do about it. */
public final class ReadyText {
    /** Figures younger than this are of the present look: a silent service costs it a call's bound of 3 s. */
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final Ink ink;

    public ReadyText(Ink ink) {
        this.ink = ink;
    }

    /** {@code now} tells how old each figure is. */
    public String of(ReadinessReport report, Instant now) {
        var text = new StringBuilder();
        text.append(ink.bold("Readiness of " + report.application() + ", active in "
                        + report.active().map(Object::toString).orElse("an unknown Region") + ", looked at from "
                        + report.place()))
                .append('\n');
        var table = new Table("CHECK", "IS", "SEEN", "EVIDENCE");
        report.checks()
                .forEach(check -> table.row(
                        check.check().toString(), state(check), age(check.measuredAt(), now), check.evidence()));
        text.append(table.toString().indent(2));
        report.findings().forEach(finding -> text.append(found(finding, now)));
        return text.append("  ").append(verdict(report)).append('\n').toString();
    }

    private String state(Checked check) {
        return check.findings().stream()
                .map(ReadinessFinding::severity)
                .min(Severity::compareTo)
                .map(worst -> ink.mark(mark(worst), word(worst)))
                .orElseGet(() -> ink.mark(Mark.DONE, "fine"));
    }

    private String found(ReadinessFinding finding, Instant now) {
        return "  " + ink.mark(mark(finding.severity()), finding.code() + ", " + word(finding.severity())) + " ("
                + finding.check() + ", seen " + age(finding.measuredAt(), now) + ")\n      " + finding.evidence()
                + "\n      What to do: " + finding.remedy() + "\n";
    }

    private String verdict(ReadinessReport report) {
        long blocking =
                report.findings().stream().filter(ReadinessFinding::blocks).count();
        return blocking == 0
                ? ink.mark(Mark.DONE, "A graceful move could start now.")
                : ink.mark(Mark.HALTED, "A graceful move would not go through: " + blocking + " blocking.");
    }

    private static String word(Severity severity) {
        return severity.name().toLowerCase(Locale.ROOT);
    }

    private static Mark mark(Severity severity) {
        return switch (severity) {
            case BLOCKING -> Mark.HALTED;
            case WARNING -> Mark.WARN;
            case NOTE -> Mark.PENDING;
        };
    }

    private static String age(Instant at, Instant now) {
        Duration age = Duration.between(at, now);
        return age.compareTo(FRESH) < 0 ? "now" : Words.of(age) + " ago";
    }
}
