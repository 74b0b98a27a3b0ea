package dev.changeover.view;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a report says, before it is HTML or XML. Every text in it may hold anything: each rendering escapes for itself.
 *
 * @param sentence how it came out, in one sentence
 */
public record Report(
        String title,
        String id,
        Verdict verdict,
        String sentence,
        Instant startedAt,
        List<Fact> facts,
        List<Case> cases,
        List<Chart> charts,
        List<Line> lines) {
    public Report {
        facts = List.copyOf(facts);
        cases = List.copyOf(cases);
        charts = List.copyOf(charts);
        lines = List.copyOf(lines);
    }

    /** How it came out. */
    public enum Verdict {
        PASSED("passed", Mark.DONE),
        MISSED("objective missed", Mark.WARN),
        FAILED("failed", Mark.HALTED),
        UNFINISHED("not finished", Mark.RUNNING);

        private final String word;
        private final Mark mark;

        Verdict(String word, Mark mark) {
            this.word = word;
            this.mark = mark;
        }

        public String word() {
            return word;
        }

        Mark mark() {
            return mark;
        }
    }

    /** A name and what is to be said under it. */
    public record Fact(String name, String value) {}

    /** One thing that was to hold: a test, to whoever reads test reports. */
    public record Case(String name, Optional<Duration> took, Result result, String said) {
        /** What became of it. */
        public enum Result {
            HELD,
            FAILED,
            /** Not come to. */
            SKIPPED
        }
    }

    /**
     * A picture of what took how long.
     *
     * @param objective when it should have been over, reckoned from {@code from}
     */
    public record Chart(String title, Instant from, Duration objective, List<Bar> bars) {
        public Chart {
            bars = List.copyOf(bars);
        }

        /** One bar, from its step's start to its end. */
        public record Bar(String name, Instant from, Instant to, boolean skipped, String said) {}
    }

    /** One line of what happened. */
    public record Line(Instant at, String text) {}
}
