package dev.changeover.view;

import dev.changeover.view.Report.Chart;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** A chart as SVG: a row a step, time from left to right, and where the objective lies. */
final class ReportSvg {
    /** Units of the picture; it is as wide as the page whatever these are. */
    private static final int WIDTH = 900;

    private static final int NAMES = 140;
    private static final int FIGURES = 80;
    private static final int ROW = 26;
    private static final int BAR = 16;
    private static final int AXIS = 24;
    private static final int TICKS = 5;

    /** A bar too short to be seen is drawn so wide. */
    private static final double LEAST = 2;

    /** An objective farther off than this would squeeze the bars to the left; it is told in words then. */
    private static final int OBJECTIVE_SHOWN_TO = 3;

    private final Chart chart;
    private final double spanMs;

    private ReportSvg(Chart chart) {
        this.chart = chart;
        double lastsMs = chart.bars().stream()
                .mapToDouble(bar -> ms(chart.from(), bar.to()))
                .max()
                .orElse(1);
        double objectiveMs = (double) chart.objective().toMillis();
        this.spanMs =
                Math.max(1, objectiveMs <= lastsMs * OBJECTIVE_SHOWN_TO ? Math.max(lastsMs, objectiveMs) : lastsMs);
    }

    static String of(Chart chart) {
        return new ReportSvg(chart).draw();
    }

    private String draw() {
        int height = ROW * chart.bars().size() + 2 * AXIS;
        var svg = new StringBuilder("<svg viewBox=\"0 0 " + WIDTH + " " + height + "\" role=\"img\" aria-label=\""
                + Markup.escaped("How long each step took: " + chart.title()) + "\">\n");
        for (int tick = 0; tick <= TICKS; tick++) {
            svg.append(tick(spanMs * tick / TICKS, height));
        }
        for (int row = 0; row < chart.bars().size(); row++) {
            svg.append(bar(chart.bars().get(row), AXIS + row * ROW));
        }
        return svg.append(objective(height)).append("</svg>\n").toString();
    }

    private double at(double ms) {
        return NAMES + (WIDTH - NAMES - FIGURES) * ms / spanMs;
    }

    private static double ms(Instant from, Instant to) {
        return (double) Duration.between(from, to).toMillis();
    }

    private String tick(double ms, int height) {
        String x = number(at(ms));
        return "<line class=\"grid\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"" + AXIS + "\" y2=\"" + (height - AXIS)
                + "\"/><text class=\"axis\" text-anchor=\"middle\" x=\"" + x + "\" y=\"" + (height - AXIS / 3) + "\">"
                + Words.of(Duration.ofMillis((long) ms)) + "</text>\n";
    }

    private String bar(Chart.Bar bar, int y) {
        double from = at(ms(chart.from(), bar.from()));
        Duration took = Duration.between(bar.from(), bar.to());
        double width = Math.max(LEAST, at(ms(chart.from(), bar.to())) - from);
        int base = y + ROW / 2 + 4;
        return "<text x=\"" + (NAMES - 8) + "\" y=\"" + base + "\" text-anchor=\"end\">" + Markup.escaped(bar.name())
                + "</text><rect class=\"" + (bar.skipped() ? "skip" : "bar") + "\" x=\"" + number(from) + "\" y=\""
                + (y + (ROW - BAR) / 2) + "\" width=\"" + number(width) + "\" height=\"" + BAR
                + "\" rx=\"2\"/><text x=\"" + number(from + width + 6) + "\" y=\"" + base + "\">" + Words.of(took)
                + "</text>\n";
    }

    private String objective(int height) {
        double ms = (double) chart.objective().toMillis();
        if (ms > spanMs) {
            return "<text class=\"axis\" text-anchor=\"end\" x=\"" + WIDTH + "\" y=\"14\">RTO objective "
                    + Words.of(chart.objective()) + ", far to the right</text>\n";
        }
        String x = number(at(ms));
        return "<line class=\"mark\" x1=\"" + x + "\" x2=\"" + x + "\" y1=\"18\" y2=\"" + (height - AXIS)
                + "\"/><text class=\"mark-word\" text-anchor=\"middle\" x=\"" + x + "\" y=\"13\">RTO objective "
                + Words.of(chart.objective()) + "</text>\n";
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
