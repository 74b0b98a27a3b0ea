package dev.changeover.view;

/** A report in a terminal. */
public final class DrillText {
    private final Ink ink;

    public DrillText(Ink ink) {
        this.ink = ink;
    }

    public String of(Report report) {
        var text = new StringBuilder();
        text.append(ink.bold(report.title() + ", " + report.id())).append('\n');
        text.append("  ")
                .append(ink.mark(report.verdict().mark(), report.verdict().word()))
                .append('\n');
        text.append("  ").append(report.sentence()).append('\n');
        var facts = new Table();
        report.facts().forEach(fact -> facts.row(fact.name(), fact.value()));
        text.append(facts.toString().indent(2));
        var cases = new Table("WHAT", "CAME OUT", "TOOK", "MEASURED");
        report.cases()
                .forEach(one -> cases.row(
                        one.name(),
                        word(one.result()),
                        one.took().map(Words::of).orElse("-"),
                        one.said()));
        return text.append(cases.toString().indent(2)).toString();
    }

    private String word(Report.Case.Result result) {
        return switch (result) {
            case HELD -> ink.mark(Mark.DONE, "held");
            case FAILED -> ink.mark(Mark.HALTED, "failed");
            case SKIPPED -> ink.mark(Mark.PENDING, "not reached");
        };
    }
}
