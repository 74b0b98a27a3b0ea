package dev.changeover.cli.service;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.PlanStore;
import dev.changeover.aws.PublishedDocuments;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.world.TwinTrouble;
import dev.changeover.view.Words;
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

    /** Everything in both Regions. Documents and plans go over the wire, as they do to AWS. */
    public void deploy(ApplicationPlan plan) {
        var estate = new ServiceEstate(account);
        estate.makeTable();
        estate.deploy(List.of(
                function("changeover-step", "StepHandler", STEP_TIMEOUT),
                function("changeover-runner", "RunnerHandler", RUNNER_TIMEOUT)));
        try (AwsAccount wire = AwsAccount.open(plan.twin(), plan.timeouts())) {
            List<Region> regions =
                    List.of(plan.primary().region(), plan.secondary().region());
            for (Document document : Documents.all()) {
                require(
                        document.name(),
                        PublishedDocuments.publish(wire, regions, document.name(), document.content()));
            }
            require("the plan of " + plan.name(), PlanStore.publish(wire, plan, PlanFile.write(plan)));
        }
    }

    private static void require(String what, Map<Region, Answer> published) {
        published.forEach((region, answer) -> {
            if (!(answer instanceof Answer.Accepted)) {
                throw new TwinTrouble(what + " could not be published in " + region + ": " + Words.of(answer));
            }
        });
    }

    private FunctionSpec function(String name, String handler, Duration timeout) {
        return FunctionSpec.of(name, code, "dev.changeover.handler." + handler, timeout)
                .withEnvironment(Map.of(
                        "CHANGEOVER_JOURNAL_TABLE", ServiceEstate.TABLE,
                        "CHANGEOVER_REGIONS", ShopEstate.PRIMARY + "," + ShopEstate.SECONDARY,
                        "CHANGEOVER_TWIN", "http://127.0.0.1:" + account.ports().gateway()));
    }
}
