package dev.changeover.view;

import dev.changeover.view.Report.Case;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/** A report as JUnit-XML, as Surefire writes and pipelines read it. */
public final class ReportXml {
    private ReportXml() {}

    public static String of(Report report) {
        var xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"")
                .append(Markup.escaped(report.title()))
                .append("\" tests=\"")
                .append(report.cases().size())
                .append("\" failures=\"")
                .append(count(report, Case.Result.FAILED))
                .append("\" errors=\"0\" skipped=\"")
                .append(count(report, Case.Result.SKIPPED))
                .append("\" time=\"")
                .append(seconds(total(report)))
                .append("\" timestamp=\"")
                .append(Words.of(report.startedAt()))
                .append("\">\n  <properties>\n")
                .append(property("id", report.id()))
                .append(property("verdict", report.verdict().word()));
        report.facts().forEach(fact -> xml.append(property(fact.name(), fact.value())));
        xml.append("  </properties>\n");
        report.cases().forEach(one -> xml.append(testcase(report, one)));
        return xml.append("</testsuite>\n").toString();
    }

    private static String property(String name, String value) {
        return "    <property name=\"" + Markup.escaped(name) + "\" value=\"" + Markup.escaped(value) + "\"/>\n";
    }

    private static String testcase(Report report, Case one) {
        String open = "  <testcase classname=\"" + Markup.escaped(report.title()) + "\" name=\""
                + Markup.escaped(one.name()) + "\" time=\"" + seconds(one.took()) + "\"";
        String said = Markup.escaped(one.said());
        return switch (one.result()) {
            case HELD -> open + ">\n    <system-out>" + said + "</system-out>\n  </testcase>\n";
            case SKIPPED -> open + ">\n    <skipped message=\"" + said + "\"/>\n  </testcase>\n";
            case FAILED ->
                open + ">\n    <failure message=\"" + said + "\" type=\"changeover\">" + said
                        + "</failure>\n  </testcase>\n";
        };
    }

    private static long count(Report report, Case.Result result) {
        return report.cases().stream().filter(one -> one.result() == result).count();
    }

    private static Optional<Duration> total(Report report) {
        return report.cases().stream()
                .filter(one ->
                        !one.name().startsWith("criterion") && !one.name().equals("rto"))
                .flatMap(one -> one.took().stream())
                .reduce(Duration::plus);
    }

    private static String seconds(Optional<Duration> length) {
        return String.format(Locale.ROOT, "%.3f", length.orElse(Duration.ZERO).toMillis() / 1000.0);
    }
}
