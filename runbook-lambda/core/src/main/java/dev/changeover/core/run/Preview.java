package dev.changeover.core.run;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.World;
import dev.changeover.core.step.Decision;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.PreflightRule;
import dev.changeover.core.step.Step;
import dev.changeover.core.step.Steps;
import dev.changeover.core.step.Surroundings;
import java.util.List;

/**
 * What a changeover would find and touch if it started now. The same look and the same rule as Preflight, so that a dry
 * run cannot promise what the run then refuses.
 *
 * @param verdict Satisfied if Preflight would pass, Halt if something stands in the way
 * @param touches what would be changed, before → after, in order
 */
public record Preview(
        ChangeoverRequest request, Surroundings seen, List<Finding> findings, Decision verdict, List<String> touches) {
    public Preview {
        findings = List.copyOf(findings);
        touches = List.copyOf(touches);
    }

    /** Looks once at everything, side by side. Changes nothing. */
    public static Preview of(World world, ApplicationPlan plan, ChangeoverRequest request) {
        var preflight = (Step.Preflight) Steps.of(plan, request, request.mode()).getFirst();
        Surroundings seen = new Observer(world).around(preflight, plan, true);
        List<Finding> findings = PreflightRule.findings(preflight, seen, request.acceptedLoss(), plan.objectives());
        // As Preflight would decide once it has looked long enough: a preview does not wait.
        Decision verdict =
                PreflightRule.decide(findings, request.mode(), request.acknowledged(), PreflightRule.PATIENCE);
        return new Preview(request, seen, findings, verdict, touches(plan, request));
    }

    private static List<String> touches(ApplicationPlan plan, ChangeoverRequest request) {
        Site from = plan.site(request.from());
        Site to = plan.site(request.to());
        return List.of(
                "global database " + plan.globalCluster() + ": writer "
                        + from.cluster().identifier() + " → " + to.cluster().identifier(),
                "secret in " + to.region() + ": endpoint " + from.database() + " → " + to.database(),
                "secret in " + from.region() + ": endpoint " + from.database() + " → " + to.database(),
                "routing control of " + to.region() + ": Off → On, of " + from.region()
                        + ": On → Off, in one transaction");
    }

    /**
     * Whether something merely did not answer, so that another look may find nothing in the way. A source that was
     * silent to two questions is not asked again: the person who asks is in a hurry then.
     */
    public boolean spoiltByWeather() {
        return findings.stream()
                .map(Finding::code)
                .anyMatch(code -> code.weather() && code != Finding.Code.SOURCE_REGION_SILENT);
    }
}
