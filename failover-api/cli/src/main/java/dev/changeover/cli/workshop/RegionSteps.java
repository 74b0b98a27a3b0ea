package dev.changeover.cli.workshop;

import dev.changeover.cli.Desk;
import dev.changeover.cli.render.OnlyPayments;
import dev.changeover.cli.render.PlainProgress;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.World;
import dev.changeover.core.report.ChangeoverReport;
import dev.changeover.drive.ChangeoverResult;
import dev.changeover.drive.Listener;
import dev.changeover.drive.LocalDriver;
import dev.changeover.drive.WallTime;
import dev.changeover.twin.world.Outage;
import dev.changeover.twin.world.Outages;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What happens to the primary Region, and the runbook's answer to it. */
final class RegionSteps {
    /** Far more than two Regions on one machine can be apart; the person of the workshop accepts it. */
    private static final Duration ACCEPTED = Duration.ofSeconds(10);

    private static final Actor OPERATOR = new Actor("workshop", "the workshop");

    private final Desk desk;
    private final Stage stage;
    private final String prefix = "workshop-" + Instant.now().getEpochSecond();
    private final ChangeoverId failover = new ChangeoverId(prefix + "-1");
    private final ChangeoverId failback = new ChangeoverId(prefix + "-2");
    private final List<ChangeoverReport> reports = new ArrayList<>();

    RegionSteps(Desk desk, Stage stage) {
        this.desk = desk;
        this.stage = stage;
    }

    /** All that must stand before the first step. */
    record Stage(ApplicationPlan plan, World world, Journal journal, Outages outages, Visitor visitor) {}

    /** What the runbook measured, in order. */
    List<ChangeoverReport> reports() {
        return List.copyOf(reports);
    }

    Observation darken() {
        stage.outages().begin(new Outage.RegionDark(primary()));
        Reply page = stage.visitor().page("cart"); // not asked for before, so the edge has not kept it
        Reply shop = stage.visitor().get("/session");
        return new Observation(
                "region-dark",
                primary() + " goes dark: no API, no database, no shop.",
                "pages: " + page.inWords() + "; the shop: " + shop.inWords(),
                page.okFrom("secondary") && !shop.ok());
    }

    Observation promote() {
        return move(
                "promote-database",
                "Ungraceful failover to " + secondary() + "; a loss of up to " + ACCEPTED.toSeconds()
                        + " s is accepted.",
                request(failover, secondary(), Mode.UNGRACEFUL));
    }

    Observation goBack() {
        return move(
                "fail-back",
                "Graceful failback to " + primary() + ", which loses nothing.",
                request(failback, primary(), Mode.GRACEFUL));
    }

    private Observation move(String name, String done, ChangeoverRequest request) {
        ChangeoverResult result = driver().run(request, stage.plan(), progress());
        if (!(result instanceof ChangeoverResult.Ended(var state))) {
            return new Observation(
                    name, done, "it did not end: " + result.getClass().getSimpleName(), false);
        }
        ChangeoverReport report = ChangeoverReport.of(state);
        reports.add(report);
        return new Observation(name, done, inWords(report), report.rto().isPresent());
    }

    private static String inWords(ChangeoverReport report) {
        return report.rto()
                        .map(rto -> "healthy in the other Region after " + rto.toMillis() + " ms")
                        .orElse("cancelled")
                + report.database()
                        .map(took -> ", database " + took.toMillis() + " ms")
                        .orElse("")
                + ", owed: "
                + report.debts().stream().filter(debt -> !debt.paid()).count();
    }

    Observation heal() {
        stage.outages().healAll();
        Listener progress = new OnlyPayments(progress());
        var seen = Patience.until(() -> driver().watch(failover, Optional.empty(), progress), RegionSteps::owesNothing);
        return new Observation(
                "region-returns",
                primary() + " returns; what is owed to it is paid, and its writer of old follows the new one.",
                (seen.last() instanceof ChangeoverResult.Ended(var state) ? paid(state) : "the debts cannot be paid")
                        + " after " + seen.took().toMillis() + " ms",
                seen.came());
    }

    private static boolean owesNothing(ChangeoverResult result) {
        return result instanceof ChangeoverResult.Ended(var state)
                && state.openDebts().isEmpty();
    }

    private static String paid(ChangeoverState state) {
        int open = state.openDebts().size();
        return (state.debts().size() - open) + " of " + state.debts().size() + " debts paid";
    }

    private LocalDriver driver() {
        return new LocalDriver(stage.world(), stage.journal(), new WallTime());
    }

    private Listener progress() {
        return new PlainProgress(desk.streams().err(), desk.streams().errInk());
    }

    private ChangeoverRequest request(ChangeoverId id, Region to, Mode mode) {
        return new ChangeoverRequest(
                id,
                stage.plan().other(to).region(),
                to,
                mode,
                OPERATOR,
                mode == Mode.UNGRACEFUL ? Optional.of(ACCEPTED) : Optional.empty(),
                Set.of(),
                List.of());
    }

    private Region primary() {
        return stage.plan().primary().region();
    }

    private Region secondary() {
        return stage.plan().secondary().region();
    }
}
