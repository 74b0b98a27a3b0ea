package dev.changeover.cli.service;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.documents.Documents;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Deploys the failover service into a twin's account: what is in the functions and documents, and how they are set. */
public final class Deployment {
    /** As Systems Manager waits for a function at most ("aws:invokeLambdaFunction", user guide, read 2026-11-22). */
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(5);

    /** Lambda's longest ("Lambda quotas", developer guide, read 2026-11-22). */
    private static final Duration RUNNER_TIMEOUT = Duration.ofMinutes(15);

    private final TwinAccount account;
    private final Code code;

    public Deployment(TwinAccount account, Code code) {
        this.account = account;
        this.code = code;
    }

    /** Everything in both Regions. */
    public void deploy(ApplicationPlan plan) {
        var estate = new ServiceEstate(account);
        estate.makeTable();
        estate.publishPlan("/changeover/plans/" + plan.name(), PlanFile.write(plan));
        estate.publishDocuments(Documents.all().stream()
                .map(document -> new ServiceEstate.Document(document.name(), document.content()))
                .toList());
        estate.deploy(List.of(
                function("changeover-step", "StepHandler", STEP_TIMEOUT),
                function("changeover-runner", "RunnerHandler", RUNNER_TIMEOUT)));
    }

    private FunctionSpec function(String name, String handler, Duration timeout) {
        return FunctionSpec.of(name, code, "dev.changeover.handler." + handler, timeout)
                .withEnvironment(Map.of(
                        "CHANGEOVER_JOURNAL_TABLE", ServiceEstate.TABLE,
                        "CHANGEOVER_REGIONS", ShopEstate.PRIMARY + "," + ShopEstate.SECONDARY,
                        "CHANGEOVER_TWIN", "http://127.0.0.1:" + account.ports().gateway()));
    }
}
