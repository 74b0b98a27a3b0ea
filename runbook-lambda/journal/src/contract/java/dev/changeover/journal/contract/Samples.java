package dev.changeover.journal.contract;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.ClusterArn;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.JournalTable;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingControlArn;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.step.Debt;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.HaltReason;
import dev.changeover.core.step.StepName;
import dev.changeover.core.step.WaitReason;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Events of every kind. */
public final class Samples {
    public static final Instant AT = Instant.parse("2026-11-21T03:00:00.123456Z");
    public static final Region EAST = new Region("us-east-1");
    public static final Region WEST = new Region("us-west-2");
    private static final String CONTROLS = "arn:aws:route53-recovery-control::111122223333:controlpanel/0123/";
    private static final Actor ANN = new Actor("ann", "us-east-1 is \"dark\"\nsince 02:51 – Käse");
    private static final PortFailure LOST = new PortFailure(PortFailure.Code.UNREACHABLE, "no answer within 3 s");
    private static final SafetyRuleArn RULE = new SafetyRuleArn(CONTROLS + "safetyrule/one-on");

    private Samples() {}

    public static Event.Started started(String id, String application) {
        return new Event.Started(request(id), plan(application, new SecretLayout.Independent()), AT);
    }

    public static Event wait(String detail) {
        return new Event.WaitBegan(StepName.SWITCH_DATABASE, WaitReason.PROMOTION_RUNNING, detail, AT);
    }

    public static Event ended() {
        return new Event.Ended(Outcome.COMPLETED, AT);
    }

    public static List<Event> ofEveryKind() {
        return Stream.of(starts(), steps(), actions(), answers(), verbs(), debts(), triggered())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Event> starts() {
        var ungraceful = new ChangeoverRequest(
                new ChangeoverId("20261121-030000-abcd"),
                WEST,
                EAST,
                Mode.UNGRACEFUL,
                ANN,
                Optional.of(Duration.ofMillis(4_500)),
                Set.of("LOSS_UNKNOWN", "GRACEFUL_POSSIBLE", "ALREADY_ACTIVE"),
                List.of(RULE));
        return List.of(
                started("20261121-020000-abcd", "shop"),
                new Event.Started(ungraceful, plan("shop", new SecretLayout.Replicated(EAST, true)), AT));
    }

    private static List<Event> steps() {
        return List.of(
                new Event.DriverTook("laptop/4711", AT),
                new Event.DriverLeft("ssm/4f0a", "the execution was cancelled", AT),
                new Event.StepStarted(StepName.PREFLIGHT, AT),
                new Event.FindingsRecorded(List.of(), AT),
                new Event.FindingsRecorded(
                        List.of(new Finding(Finding.Code.ROUTING_DRIFTED, "On in us-east-1 and us-west-2")), AT),
                wait("status failing-over"),
                new Event.StepSatisfied(StepName.VERIFY_TRAFFIC, "healthy", AT),
                new Event.StepHalted(StepName.REWRITE_SECRET, HaltReason.SECRET_READ_ONLY, "replica", AT),
                ended());
    }

    private static List<Event> actions() {
        var secret = new SecretArn("arn:aws:secretsmanager:us-west-2:111122223333:secret:shop-db-GhIjKl");
        var cluster = new ClusterArn("arn:aws:rds:us-west-2:111122223333:cluster:shop-us-west-2");
        var names = new Endpoint("shop-us-west-2.cluster-def.us-west-2.rds.amazonaws.com", 5432);
        var shop = new GlobalClusterId("shop");
        var on = new RoutingControlArn(CONTROLS + "routingcontrol/west");
        var off = new RoutingControlArn(CONTROLS + "routingcontrol/east");
        return Stream.of(
                        new Action.SwitchOver(shop, cluster, EAST),
                        new Action.FailOver(shop, cluster, WEST),
                        new Action.StageSecret(secret, names, "token"),
                        new Action.MakeSecretCurrent(secret, "new", "old"),
                        new Action.RewriteSecret(secret, names, "token"),
                        new Action.PromoteSecretReplica(secret),
                        new Action.ShiftTraffic(on, off, List.of()),
                        new Action.ShiftTraffic(on, off, List.of(RULE)))
                .<Event>map(action -> new Event.ActionIntended(StepName.SWITCH_DATABASE, action, AT))
                .toList();
    }

    private static List<Event> answers() {
        return List.of(
                new Event.ActionAnswered(StepName.SHIFT_TRAFFIC, new Answer.Accepted(), AT),
                new Event.ActionAnswered(StepName.SHIFT_TRAFFIC, new Answer.Refused(LOST), AT),
                new Event.ActionAnswered(StepName.SHIFT_TRAFFIC, new Answer.Unknown(LOST), AT));
    }

    private static List<Event> verbs() {
        return Stream.of(
                        new Verb.Pause(ANN),
                        new Verb.Resume(ANN),
                        new Verb.Retry(ANN),
                        new Verb.Skip(ANN),
                        new Verb.Cancel(ANN),
                        new Verb.Escalate(ANN, Optional.empty()),
                        new Verb.Escalate(ANN, Optional.of(Duration.ofSeconds(5))),
                        new Verb.Approve(new Actor("ben", "")),
                        new Verb.Acknowledge(ANN, Set.of("LOSS_UNKNOWN")))
                .<Event>map(verb -> new Event.VerbGiven(verb, AT))
                .toList();
    }

    private static List<Event> debts() {
        var secret = new Debt.SecretOwed(EAST);
        var promote = new Action.PromoteSecretReplica(
                new SecretArn("arn:aws:secretsmanager:us-east-1:111122223333:secret:shop-db-AbCdEf"));
        return List.of(
                new Event.DebtOwed(secret, AT),
                new Event.DebtOwed(new Debt.ReplicaOwed(EAST), AT),
                new Event.DebtIntended(secret, promote, AT),
                new Event.DebtAnswered(secret, new Answer.Accepted(), AT),
                new Event.DebtPaid(secret, "it names the writer", AT));
    }

    private static List<Event> triggered() {
        var policy = new AlarmPolicy(
                List.of(new AlarmArn("arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-silent")),
                1,
                Duration.ofMinutes(3),
                Duration.ofMinutes(5),
                Duration.ofHours(6),
                Duration.ofSeconds(5),
                Set.of(Mode.GRACEFUL, Mode.UNGRACEFUL));
        ApplicationPlan plan = plan("shop", new SecretLayout.Independent()).triggeredBy(policy);
        return List.of(new Event.Started(request("alarm-0123456789abcdef"), plan, AT));
    }

    private static ChangeoverRequest request(String id) {
        return new ChangeoverRequest(
                new ChangeoverId(id), EAST, WEST, Mode.GRACEFUL, ANN, Optional.empty(), Set.of(), List.of());
    }

    private static ApplicationPlan plan(String application, SecretLayout layout) {
        boolean chosen = layout instanceof SecretLayout.Replicated;
        return new ApplicationPlan(
                new ApplicationName(application),
                new GlobalClusterId("shop"),
                site(EAST, "east"),
                site(WEST, "west"),
                layout,
                Stream.of("us-east-1", "us-west-2", "eu-west-1", "ap-southeast-2", "ap-northeast-1")
                        .map(region -> new RoutingEndpoint(
                                new Region(region), URI.create("https://host." + region + ".example.com/v1")))
                        .toList(),
                new TrafficName(
                        "shop.example.com", chosen ? Optional.of(new Endpoint("127.0.0.1", 4572)) : Optional.empty()),
                new Objectives(Duration.ofMinutes(5), Duration.ofSeconds(5)),
                chosen
                        ? new Timeouts(
                                Duration.ofMillis(500),
                                Duration.ofSeconds(2),
                                Map.of("SwitchDatabase", Duration.ofMinutes(20), "Approve", Duration.ofHours(1)))
                        : Timeouts.defaults(),
                new Policy(chosen),
                chosen ? Optional.of(URI.create("http://127.0.0.1:4566")) : Optional.empty(),
Optional.empty(),
chosen ? Optional.of(new JournalTable("changeover-journal")) : Optional.empty());
    }

    private static Site site(Region region, String control) {
        return new Site(
                region,
                new ClusterArn("arn:aws:rds:" + region + ":111122223333:cluster:shop-" + region),
                new Endpoint("shop-" + region + ".cluster-abc." + region + ".rds.amazonaws.com", 5432),
                new SecretArn("arn:aws:secretsmanager:" + region + ":111122223333:secret:shop-db-AbCdEf"),
                new RoutingControlArn(CONTROLS + "routingcontrol/" + control),
                List.of(region + ".shop.example.com"),
                URI.create("https://" + region + ".shop.example.com/probe/write"),
                URI.create("https://" + region + ".shop.example.com/health"));
    }
}
