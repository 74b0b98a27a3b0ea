package dev.changeover.view;

import dev.changeover.view.Report.Case;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Collectors;

/** A report as one HTML file: no script, nothing to fetch, readable in light and dark and on paper. */
public final class ReportHtml {
    private static final String STYLE = """
            :root { color-scheme: light dark; --paper: #fff; --ink: #16191f; --quiet: #545b64; --line: #d5dbdb;
              --bar: #0972d3; --skip: #8d6605; --good: #037f0c; --warn: #8d6605; --bad: #d91515; --mark: #d91515; }
            @media (prefers-color-scheme: dark) { :root { --paper: #0f1b2a; --ink: #e9ebed; --quiet: #b6bec9;
              --line: #414d5c; --bar: #539fe5; --skip: #f2cd54; --good: #7ad67f; --warn: #f2cd54; --bad: #ff9592;
              --mark: #ff9592; } }
            body { font: 16px/1.5 system-ui, sans-serif; background: var(--paper); color: var(--ink);
              max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
            h1 { font-size: 1.6rem; margin: 0; } h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
            .id, .quiet { color: var(--quiet); } .verdict { font-size: 1.25rem; font-weight: 700; margin: 1rem 0 0; }
            .passed, .held { color: var(--good); } .missed { color: var(--warn); } .failed { color: var(--bad); }
            .unfinished, .skipped { color: var(--quiet); }
            table { border-collapse: collapse; width: 100%; } td, th { text-align: left; vertical-align: top;
              padding: .35rem .75rem .35rem 0; border-bottom: 1px solid var(--line); overflow-wrap: anywhere; }
            th { font-weight: 600; white-space: nowrap; }
            .time { white-space: nowrap; font-variant-numeric: tabular-nums; }
            figure { margin: 0; overflow-x: auto; } svg { width: 100%; min-width: 36rem; height: auto; }
            svg text { font: 13px system-ui, sans-serif; fill: var(--ink); } svg .axis { fill: var(--quiet); }
            svg .grid { stroke: var(--line); } svg .bar { fill: var(--bar); } svg .skip { fill: var(--skip); }
            svg .mark { stroke: var(--mark); stroke-width: 2; stroke-dasharray: 6 4; }
            svg .mark-word { fill: var(--mark); }
            """;

    private ReportHtml() {}

    public static String of(Report report) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\""
                + " content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
                + "<title>"
                + Markup.escaped(report.title() + ": " + report.verdict().word()) + "</title>\n<style>\n"
                + STYLE + "</style>\n</head>\n<body>\n<main>\n" + body(report) + "</main>\n</body>\n</html>\n";
    }

    private static String body(Report report) {
        return "<h1>" + Markup.escaped(report.title()) + "</h1>\n<p class=\"id\">" + Markup.escaped(report.id())
                + "</p>\n" + verdict(report) + facts(report) + charts(report) + cases(report) + lines(report);
    }

    private static String verdict(Report report) {
        Report.Verdict verdict = report.verdict();
        return "<p class=\"verdict " + verdict.name().toLowerCase(Locale.ROOT) + "\">"
                + Markup.escaped(new Ink(false, true).mark(verdict.mark(), verdict.word())) + "</p>\n<p>"
                + Markup.escaped(report.sentence()) + "</p>\n";
    }

    private static String facts(Report report) {
        return report.facts().stream()
                .map(fact -> "<tr><th scope=\"row\">" + Markup.escaped(fact.name()) + "</th><td>"
                        + Markup.escaped(fact.value()) + "</td></tr>\n")
                .collect(Collectors.joining("", "<table>\n", "</table>\n"));
    }

    private static String charts(Report report) {
        return report.charts().stream()
                .filter(chart -> !chart.bars().isEmpty())
                .map(chart -> "<h2>" + Markup.escaped(chart.title()) + "</h2>\n<figure>\n" + ReportSvg.of(chart)
                        + "</figure>\n" + steps(chart))
                .collect(Collectors.joining());
    }

    private static String steps(Report.Chart chart) {
        return chart.bars().stream()
                .map(bar -> "<tr><th scope=\"row\">" + Markup.escaped(bar.name()) + "</th><td class=\"time\">"
                        + Words.of(Duration.between(bar.from(), bar.to())) + "</td><td>"
                        + (bar.skipped() ? "skipped: " : "") + Markup.escaped(bar.said()) + "</td></tr>\n")
                .collect(Collectors.joining(
                        "",
                        "<table>\n<tr><th scope=\"col\">Step</th><th scope=\"col\">Took</th>"
                                + "<th scope=\"col\">Ended on</th></tr>\n",
                        "</table>\n"));
    }

    private static String cases(Report report) {
        return report.cases().stream()
                .map(ReportHtml::row)
                .collect(Collectors.joining(
                        "",
                        "<h2>What was to hold</h2>\n<table>\n<tr><th scope=\"col\">What</th><th scope=\"col\">Came out"
                                + "</th><th scope=\"col\">Took</th><th scope=\"col\">Measured</th></tr>\n",
                        "</table>\n"));
    }

    private static String row(Case one) {
        String word = one.result().name().toLowerCase(Locale.ROOT);
        Mark mark = switch (one.result()) {
            case HELD -> Mark.DONE;
            case FAILED -> Mark.HALTED;
            case SKIPPED -> Mark.PENDING;
        };
        return "<tr><th scope=\"row\">" + Markup.escaped(one.name()) + "</th><td class=\"time " + word + "\">"
                + new Ink(false, true).mark(mark, one.result() == Case.Result.SKIPPED ? "not reached" : word)
                + "</td><td class=\"time\">" + one.took().map(Words::of).orElse("") + "</td><td>"
                + Markup.escaped(one.said()) + "</td></tr>\n";
    }

    private static String lines(Report report) {
        return report.lines().stream()
                .map(line -> "<tr><td class=\"time quiet\">" + Words.of(line.at()) + "</td><td>"
                        + Markup.escaped(line.text()) + "</td></tr>\n")
                .collect(Collectors.joining("", "<h2>What happened (UTC)</h2>\n<table>\n", "</table>\n"));
    }
}
