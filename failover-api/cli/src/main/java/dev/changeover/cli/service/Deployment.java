package dev.changeover.cli.service;

import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.PlanStore;
import dev.changeover.aws.PublishedDocuments;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import dev.changeover.http.auth.Provider;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.world.TwinTrouble;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Deploys the failover service into a twin's account: what is in the functions and documents, and how they are set. */
public final class Deployment {
    /** As Systems Manager waits for a function at most ("aws:invokeLambdaFunction", user guide, read 2026-11-22). */
    private static final Duration STEP_TIMEOUT = Duration.ofMinutes(5);

    /** Lambda's longest ("Lambda quotas", developer guide, read 2026-11-22). */
    private static final Duration FUNCTION_TIMEOUT_MAX = Duration.ofMinutes(15);

    /** One look at one application takes seconds; a fleet's are taken a few at a time. */
    private static final Duration READINESS_TIMEOUT = Duration.ofMinutes(2);

    /** Of an API Gateway HTTP API's integration ("HTTP API quotas", developer guide, read 2026-11-22). */
    private static final Duration API_TIMEOUT = Duration.ofSeconds(30);

    /** How often a document or plan is put. Twice does no harm, and a busy machine's first answer may be late. */
    private static final int PUBLISHED_MAX = 3;

    private final TwinAccount account;
    private final Code code;
    private final List<Provider> providers;

    /** {@code providers} are whose tokens the API believes. */
    public Deployment(TwinAccount account, Code code, List<Provider> providers) {
        this.account = account;
        this.code = code;
        this.providers = List.copyOf(providers);
    }

    /** Everything in both Regions. Documents and plans go over the wire, as they do to AWS. */
    public void deploy(ApplicationPlan plan) {
        new ServiceEstate(account).makeTable();
        deployBesideTheTable(plan);
    }

    /** Everything but the journal's table, which is there. */
    void deployBesideTheTable(ApplicationPlan plan) {
        var estate = new ServiceEstate(account);
        estate.makeChannels();
        estate.deploy(this::functions);
        try (AwsAccount wire = AwsAccount.open(plan.twin(), plan.timeouts())) {
            List<Region> regions =
                    List.of(plan.primary().region(), plan.secondary().region());
            for (Document document : Documents.all()) {
                require(
                        document.name(),
                        () -> PublishedDocuments.publish(wire, regions, document.name(), document.content()));
            }
        }
        publish(plan);
    }

    /** The plan alone, over whatever is there under its name. */
    static void publish(ApplicationPlan plan) {
        try (AwsAccount wire = AwsAccount.open(plan.twin(), plan.timeouts())) {
            require("the plan of " + plan.name(), () -> PlanStore.publish(wire, plan, PlanFile.write(plan)));
        }
    }

    private static void require(String what, Supplier<Map<Region, Answer>> publication) {
        Map<Region, Answer> published = publication.get();
        for (int tried = 1; tried < PUBLISHED_MAX && !accepted(published); tried++) {
            published = publication.get();
        }
        published.forEach((region, answer) -> {
            if (!(answer instanceof Answer.Accepted)) {
                throw new TwinTrouble(what + " could not be published in " + region + ": " + Words.of(answer));
            }
        });
    }

    private static boolean accepted(Map<Region, Answer> published) {
        return published.values().stream().allMatch(Answer.Accepted.class::isInstance);
    }

    private List<FunctionSpec> functions(Region region) {
        return List.of(
                step(region),
                function(region, "changeover-runner", "RunnerHandler", FUNCTION_TIMEOUT_MAX),
                function(region, ServiceEstate.ALARM_FUNCTION, "AlarmHandler", FUNCTION_TIMEOUT_MAX),
                function(region, ServiceEstate.READINESS_FUNCTION, "ReadinessHandler", READINESS_TIMEOUT),
                function(region, "changeover-api", "ApiHandler", API_TIMEOUT));
    }

    FunctionSpec step(Region region) {
        return function(region, "changeover-step", "StepHandler", STEP_TIMEOUT);
    }

    private FunctionSpec function(Region region, String name, String handler, Duration timeout) {
        return FunctionSpec.of(name, code, "dev.changeover.handler." + handler, timeout)
                .withEnvironment(Map.of(
                        "CHANGEOVER_JOURNAL_TABLE",
                        ServiceEstate.TABLE,
                        "CHANGEOVER_REGIONS",
                        ShopEstate.PRIMARY + "," + ShopEstate.SECONDARY,
                        "CHANGEOVER_BUS",
                        ServiceEstate.NOTICES,
                        "CHANGEOVER_TOPIC",
                        ServiceEstate.topic(region),
                        "CHANGEOVER_ISSUERS",
                        issuers(),
                        "CHANGEOVER_TWIN",
                        "http://127.0.0.1:" + account.ports().gateway()));
    }

    private String issuers() {
        return issuers(providers);
    }

    /** As the API's function is told whose tokens to believe. */
    static String issuers(List<Provider> providers) {
        return Json.line(providers.stream().map(Deployment::issuer).toList());
    }

    private static Map<String, Object> issuer(Provider provider) {
        return Json.object(
                "name",
                provider.name(),
                "issuer",
                provider.issuer(),
                "audience",
                provider.audience(),
                "who",
                provider.whoClaim(),
                "authorization",
                provider.addresses().authorization().toString(),
                "token",
                provider.addresses().token().toString(),
                "jwks",
                provider.addresses().keys().toString());
    }
}
