package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.cli.Sight;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.DrillJson;
import dev.changeover.view.DrillText;
import dev.changeover.view.HaltText;
import dev.changeover.view.Json;
import dev.changeover.view.Report;
import dev.changeover.view.ReportHtml;
import dev.changeover.view.ReportText;
import dev.changeover.view.ReportXml;
import dev.changeover.view.Reports;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells a changeover or a drill from its journal; asks nobody else. */
@Command(
        name = "report",
        description = "Show a changeover or a drill as its journal has it: steps, times, what is owed.")
final class ReportCommand implements Callable<Integer> {
    /** The forms a report may take; without one it is what {@code -o} says. */
    enum Form {
        text,
        html,
        json,
        junit
    }

    private final Desk desk;

    @Parameters(
            paramLabel = "ID",
            description = "The changeover or the drill, or an application's name for its latest changeover.")
    private String id;

    @Option(
            names = "--format",
            paramLabel = "FORM",
            description = "${COMPLETION-CANDIDATES}, on stdout. Default: as -o says.")
    private Form form;

    ReportCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var sight = new Sight(desk);
        List<DrillEvent> drill = new Drills(desk, sight).read(id);
        if (drill.isEmpty()) {
            changeover(sight);
        } else {
            Report report = Reports.of(drill);
            show(
                    () -> new DrillText(desk.streams().outInk()).of(report),
                    DrillJson.of(DrillState.of(drill)),
                    () -> report);
        }
        return ExitCode.DONE.number();
    }

    private void changeover(Sight sight) {
        Changeovers.Seen seen = new Changeovers(desk, sight).seen(id);
        Changeovers.Found found = seen.found();
        ChangeoverState state = found.state();
        var ink = desk.streams().outInk();
        show(
                () -> new ReportText(ink).of(state) + new HaltText(ink).of(state),
                ChangeoverJson.of(state),
                () -> Reports.ofChangeover(Journals.asked(() -> found.journal().read(found.id()))));
        if (!seen.certain()) {
            throw Journals.unknown("There may be a later changeover than " + found.id() + ".", sight.unread());
        }
    }

    private void show(Supplier<String> text, Map<String, Object> json, Supplier<Report> report) {
        switch (form) {
            case null -> desk.show(text, json);
            case text -> desk.streams().out().print(text.get());
            case json -> desk.streams().out().println(Json.text(json));
            case html -> desk.streams().out().print(ReportHtml.of(report.get()));
            case junit -> desk.streams().out().print(ReportXml.of(report.get()));
        }
        desk.streams().out().flush();
    }
}
