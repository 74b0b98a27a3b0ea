package dev.changeover.http.show;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.port.LagView;
import dev.changeover.core.step.Finding;
import dev.changeover.operations.Drill;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Prospect;
import dev.changeover.operations.Reason;
import dev.changeover.view.Json;
import dev.changeover.view.Outlook;
import dev.changeover.view.OutlookJson;
import dev.changeover.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A preview as a page shows it before somebody says yes. */
public final class PreviewShow {
    private final Operations operations;

    public PreviewShow(Operations operations) {
        this.operations = operations;
    }

    public Map<String, Object> of(Prospect prospect) {
        Outlook outlook = prospect.outlook();
        ApplicationPlan plan = outlook.plan();
        Instant now = operations.now();
        Map<String, Object> page = Json.object("asOf", now, "version", prospect.version());
        page.putAll(OutlookJson.of(outlook));
        page.put("mayStart", prospect.mayStart());
        page.put("refusals", refusals(prospect));
        page.put("expected", expected(prospect));
        page.put("objectives", ApplicationShow.objectives(plan));
        page.put("approvalNeeded", plan.policy().approval());
        page.put(
                "readiness",
                ReadinessShow.of(plan.name(), operations.boards().readiness().of(plan), now));
        page.put(
                "otherLive",
                prospect.others().stream().map(ChangeoverShow::line).toList());
        page.put("button", button(outlook));
        page.put("sentence", sentence(prospect));
        page.put("cli", Json.object("start", command(outlook), "preview", command(outlook) + " --dry-run"));
        return page;
    }

    private static List<String> refusals(Prospect prospect) {
        List<String> refusals = new ArrayList<>();
        prospect.outlook()
                .live()
                .ifPresent(id -> refusals.add("changeover " + id + " of the same application is running"));
        prospect.reasons().stream().map(Reason::sentence).forEach(refusals::add);
        prospect.outlook().blocking().stream().map(PreviewShow::sentence).forEach(refusals::add);
        return refusals;
    }

    private static String sentence(Finding finding) {
        return finding.code() + ": " + finding.evidence() + "; "
                + finding.code().remedy();
    }

    private Map<String, Object> expected(Prospect prospect) {
        boolean there = prospect.outlook().direction() == Direction.FAILOVER;
        Optional<Duration> drill = operations
                .boards()
                .drills()
                .of(prospect.outlook().plan().name())
                .stream()
                .map(Drill::figures)
                .flatMap(figures -> (there ? figures.rtoThere() : figures.rtoBack()).stream())
                .findFirst();
        int samples = prospect.past().samples();
        return Json.object(
                "lastDrillMs",
                drill,
                "p50Ms",
                prospect.past().median(),
                "p90Ms",
                prospect.past().ninetieth(),
                "samples",
                samples,
                "source",
                samples == 0 ? "no earlier changeover in this direction" : "the journal's earlier changeovers");
    }

    private static String button(Outlook outlook) {
        String verb = outlook.direction() == Direction.FAILOVER ? "Fail over " : "Fail back ";
        String calm = verb + outlook.plan().name() + " to " + outlook.request().to();
        return outlook.graceful()
                ? calm
                : "Emergency: " + calm.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + calm.substring(1);
    }

    private static String sentence(Prospect prospect) {
        Outlook outlook = prospect.outlook();
        String loss = outlook.graceful()
                ? "nothing is lost"
                : outlook.seen().lag() instanceof LagView.Measured lag
                        ? "may lose " + Words.of(lag.possibleLoss())
                        : "may lose an unknown amount";
        return button(outlook) + ": " + loss + (prospect.mayStart() ? "." : "; it may not start now.");
    }

    private static String command(Outlook outlook) {
        ChangeoverRequest request = outlook.request();
        var command = new StringBuilder("changeover " + Words.of(outlook.direction()) + " "
                + outlook.plan().name());
        if (!outlook.graceful()) {
            command.append(" --ungraceful --accept-loss ")
                    .append(request.acceptedLoss()
                            .map(loss -> loss.toMillis() + "ms")
                            .orElse("unknown"));
        }
        request.acknowledged().stream()
                .filter(code -> Finding.Code.named(code)
                        .filter(Finding.Code::acknowledgeable)
                        .isPresent())
                .sorted()
                .forEach(code -> command.append(" --acknowledge ").append(code));
        request.overriddenRules()
                .forEach(rule -> command.append(" --override-rule ").append(rule));
        return command.toString();
    }
}
