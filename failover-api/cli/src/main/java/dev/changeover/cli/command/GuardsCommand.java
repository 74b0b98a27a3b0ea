package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Journals;
import dev.changeover.core.guard.Admission;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.Guards;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Standing;
import dev.changeover.core.guard.Start;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Says what would be refused now, and what was. */
@Command(
        name = "guards",
        description = "Show whether a person, a drill or an alarm could start a changeover now, and what was refused.",
        footer = "Of an alarm it shows what any alarm would meet; its own event and the quorum come on top.")
final class GuardsCommand implements Callable<Integer> {
    /** As many as fit on a screen. */
    private static final int REFUSALS_MAX = 10;

    private final Desk desk;

    @Parameters(paramLabel = "APP", description = "The application.")
    private String application;

    GuardsCommand(Desk desk) {
        this.desk = desk;
    }

    /** What each kind of start would meet. */
    private record Found(
            List<GuardReason> person, List<GuardReason> drill, List<GuardReason> alarm, List<RefusedStart> refused) {}

    @Override
    public Integer call() {
        ApplicationPlan plan = desk.plans().of(application);
        Found found = Journals.asked(() -> look(plan));
        desk.show(() -> text(found), json(plan, found));
        return ExitCode.DONE.number();
    }

    private Found look(ApplicationPlan plan) {
        GuardStore store = desk.switches().of(plan);
        Journal journal = desk.journals().of(plan);
        var by = new Actor(desk.who(), "");
        Standing standing = Standing.of(plan, store, journal, desk.time().now());
        return new Found(
                reasons(new Start.Manual(by), standing),
                reasons(new Start.Drill(by), standing),
                Guards.beforeAnyEvent(plan, arming(plan, store), Standing.leftIn(plan, journal), standing),
                store.refusals(Optional.of(plan.name()), REFUSALS_MAX));
    }

    private static Optional<Switch> arming(ApplicationPlan plan, GuardStore store) {
        try {
            return Optional.of(store.read(new Switch.Name.Arming(plan.name())));
        } catch (UncheckedIOException unreadable) {
            return Optional.empty();
        }
    }

    private static List<GuardReason> reasons(Start start, Standing standing) {
        return Guards.admit(start, standing) instanceof Admission.Refused(var reasons) ? reasons : List.of();
    }

    private static String text(Found found) {
        var text = new StringBuilder();
        may(text, "a person", found.person());
        may(text, "a drill", found.drill());
        may(text, "an alarm", found.alarm());
        if (!found.refused().isEmpty()) {
            text.append("Refused lately:").append(System.lineSeparator());
        }
        for (RefusedStart refused : found.refused()) {
            text.append("  ")
                    .append(Words.of(refused.at()))
                    .append("  ")
                    .append(refused.what())
                    .append(System.lineSeparator());
            lines(text, refused.reasons());
        }
        return text.toString();
    }

    private static void may(StringBuilder text, String who, List<GuardReason> reasons) {
        text.append(who)
                .append(reasons.isEmpty() ? " may start" : " may not start:")
                .append(System.lineSeparator());
        lines(text, reasons);
    }

    private static void lines(StringBuilder text, List<GuardReason> reasons) {
        reasons.forEach(reason -> text.append("    ").append(reason).append(System.lineSeparator()));
    }

    private static Map<String, Object> json(ApplicationPlan plan, Found found) {
        return Json.object(
                "application", plan.name(),
                "person", rows(found.person()),
                "drill", rows(found.drill()),
                "alarm", rows(found.alarm()),
                "refused",
                        found.refused().stream()
                                .map(refused -> Json.object(
                                        "at", refused.at(),
                                        "what", refused.what(),
                                        "reasons", rows(refused.reasons())))
                                .toList());
    }

    private static List<Map<String, Object>> rows(List<GuardReason> reasons) {
        return reasons.stream()
                .map(reason -> Json.object(
                        "code", reason.code(),
                        "inWords", reason.code().inWords(),
                        "found", reason.found(),
                        "whatToDo", reason.code().whatToDo()))
                .toList();
    }
}
