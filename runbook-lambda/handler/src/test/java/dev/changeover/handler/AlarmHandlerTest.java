package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.aws.PlanStore.Looked;
import dev.changeover.aws.PlanStore.Stored;
import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.AlarmTrigger;
import dev.changeover.core.guard.Given;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.Drivers;
import dev.changeover.operations.AuditLog;
import dev.changeover.operations.House;
import dev.changeover.operations.MemoryTriggers;
import dev.changeover.operations.Operations;
import dev.changeover.operations.Plans;
import dev.changeover.operations.PreflightReadiness;
import dev.changeover.operations.RequestRates;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.account.ShopEstate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** From what alarms tell to a changeover, against the twin in virtual time. */
class AlarmHandlerTest {
    /** Lambda's longest, as the function is deployed. */
    private static final Duration TIMEOUT = Duration.ofMinutes(15);

    private final Stage stage = new Stage(false);
    private final MemoryGuardStore guards = new MemoryGuardStore();
    private final List<ChangeoverId> hired = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final AlarmPolicy policy = new ServiceEstate(stage.account).makeAlarms();
    private final ApplicationPlan plan = stage.plan.triggeredBy(policy);
    private Looked plans = new Looked.Listed(List.of(new Stored.Sound("unicorn-shop", plan)), Instant.EPOCH);
    private Optional<PortFailure> silence = Optional.empty();

    @BeforeEach
    void arm() {
        var name = new Switch.Name.Arming(plan.name());
        guards.turn(name, Switch.UNTOUCHED, true, new Given(new Actor("ana", "trusted"), stage.now()));
    }

    @AfterEach
    void close() {
        stage.close();
    }

    @Test
    void startsOneChangeoverThoughToldThreeTimesAndOnceAnHourLate() {
        Instant since = raiseAll();
        String event = event(policy.alarms().getLast(), since);

        JsonNode first = tell(event);
        tell(event);
        tell(asMessage(policy.alarms().getLast(), since));
        stage.timeline.advance(Duration.ofHours(1));
        tell(event);

        assertThat(stage.journal.history(plan.name())).hasSize(1);
        // Nobody drives here, so whoever hears of it again asks for a driver again: of this changeover and no other.
        assertThat(hired).containsOnly(stage.journal.history(plan.name()).getFirst());
        assertThat(first.path("said").path(0).asString()).contains("goes to us-west-2");
        assertThat(codes(Optional.of(plan)))
                .contains(Code.DUPLICATE_EVENT, Code.EVENT_TOO_OLD)
                .doesNotContain(Code.DISARMED);
    }

    @Test
    void waitsInsideUntilTheQuorumIsRipe() {
        Instant since = raiseAll();

        tell(event(policy.alarms().getFirst(), since));

        assertThat(stage.journal.history(plan.name())).hasSize(1);
        assertThat(stage.now()).isAfterOrEqualTo(since.plus(policy.sustained()));
        assertThat(sent).isEmpty();
    }

    @Test
    void handsTheWaitOnWhereTheInvocationIsTooShort() {
        Instant since = raiseAll();

        JsonNode answered = stage.invoke(handler(), event(policy.alarms().getFirst(), since), AlarmHandler.LOOK_MAX);

        assertThat(answered.path("handedOn").asInt()).isEqualTo(1);
        assertThat(stage.journal.history(plan.name())).isEmpty();

        tell(sent.getFirst());

        assertThat(stage.journal.history(plan.name())).hasSize(1);
    }

    /** An hour's wait must not use up all rounds in its first seconds. */
    @Test
    void restsAsLongAsItMayBeforeItHandsOn() {
        Instant since = raiseAll();
        Duration spare = policy.sustained().dividedBy(2);

        stage.invoke(handler(), event(policy.alarms().getFirst(), since), AlarmHandler.LOOK_MAX.plus(spare));

        assertThat(sent).hasSize(1);
        assertThat(stage.now()).isEqualTo(since.plus(spare));
    }

    @Test
    void goesOnNoMoreThanSoOften() {
        Instant since = raiseAll();
        var event = new AlarmEvent(policy.alarms().getFirst(), AlarmView.Value.ALARM, since, since);
        var last = new LookAgain(
                event, Optional.of(plan.name()), since.plus(policy.sustained()), AlarmHandler.ROUNDS_MAX - 1);

        stage.invoke(handler(), last.handedOn(), AlarmHandler.LOOK_MAX);

        assertThat(sent).isEmpty();
        assertThat(stage.log).anyMatch(line -> line.contains("which is enough"));
    }

    @Test
    void startsNothingWhereNobodyArmedIt() {
        var name = new Switch.Name.Arming(plan.name());
        guards.turn(name, guards.read(name), false, new Given(new Actor("ana", "a night of work"), stage.now()));
        Instant since = raiseAll();
        stage.timeline.advance(policy.sustained());

        tell(event(policy.alarms().getFirst(), since));

        assertThat(stage.journal.history(plan.name())).isEmpty();
        assertThat(codes(Optional.of(plan))).containsExactly(Code.DISARMED);
    }

    @Test
    void keepsWhatIsNotOursAndWhatNoPlanNames() {
        tell("{\"detail-type\":\"EC2 Instance State-change Notification\",\"source\":\"aws.ec2\"}");
        tell("not JSON at all");
        tell("{\"lookAgain\":1,\"alarm\":\"nonsense\"}");
        tell(event(new AlarmArn("arn:aws:cloudwatch:us-west-2:000000000000:alarm:somebody-else"), stage.now()));

        assertThat(codes(Optional.empty()))
                .containsExactlyInAnyOrder(
                        Code.EVENT_NOT_OURS, Code.EVENT_NOT_OURS, Code.EVENT_NOT_OURS, Code.ALARM_NOT_NAMED);
        assertThat(stage.log).noneMatch(line -> line.contains("EC2") || line.contains("nonsense"));
    }

    @Test
    void looksAgainWhileThePlansAreOutOfReach() {
        Instant since = raiseAll();
        Looked there = plans;
        plans = new Looked.Unreadable(new PortFailure(PortFailure.Code.UNREACHABLE, "Parameter Store is silent"));
        stage.atRest(3, () -> plans = there);

        tell(event(policy.alarms().getFirst(), since));

        assertThat(stage.journal.history(plan.name())).hasSize(1);
    }

    @Test
    void givesUpAndSaysSoWhereThePlansStayOutOfReach() {
        plans = new Looked.Unreadable(new PortFailure(PortFailure.Code.UNREACHABLE, "Parameter Store is silent"));

        tell(event(policy.alarms().getFirst(), raiseAll()));

        assertThat(codes(Optional.empty())).containsExactly(Code.GUARDS_UNREADABLE);
    }

    @Test
    void findsADriverForWhatItStartedBeforeItDied() {
        silence = Optional.of(new PortFailure(PortFailure.Code.UNREACHABLE, "nobody there"));
        Instant since = raiseAll();
        String event = event(policy.alarms().getFirst(), since);
        JsonNode answered = tell(event);
        assertThat(answered.path("said").path(0).asString()).contains("Nobody drives it yet");
        silence = Optional.empty();
        stage.timeline.advance(Duration.ofMinutes(1));

        tell(event);

        assertThat(hired)
                .hasSize(2)
                .containsOnly(stage.journal.history(plan.name()).getFirst());
    }

    private JsonNode tell(String event) {
        return stage.invoke(handler(), event, TIMEOUT);
    }

    private AlarmHandler handler() {
        InstantSource clock = stage::now;
        var house = new House(
                new House.Here(ShopEstate.SECONDARY, "test"),
                Plans.of(List.of(plan)),
                _ -> stage.world,
                stage.journal,
                new Agency(),
                new House.Boards(
                        dev.changeover.operations.Drills.none(),
                        new PreflightReadiness(_ -> stage.world, clock),
                        new MemoryTriggers(clock),
                        AuditLog.inMemory(1),
                        RequestRates.uncounted()),
                clock,
                Runnable::run);
        return new AlarmHandler(new AlarmDesk(
                () -> plans,
                guards,
                _ -> new AlarmTrigger(guards, stage.journal, this::states, stage.world),
                new Operations(house),
                (_, event) -> {
                    sent.add(event);
                    return new Answer.Accepted();
                },
                stage,
                stage.log::add));
    }

    /** Drivers that come when they are called and drive nothing. */
    private final class Agency implements Drivers {
        @Override
        public Hiring hire(ApplicationPlan plan, ChangeoverId id, Region in, int attempt) {
            hired.add(id);
            return silence.<Hiring>map(why -> new Hiring.Nobody(List.of(why)))
                    .orElseGet(() -> new Hiring.Driving("ssm/1", ""));
        }

        @Override
        public void approved(ApplicationPlan plan, ChangeoverId id, Region in) {
            throw new AssertionError("nobody approves here");
        }
    }

    private List<AlarmView> states(List<AlarmArn> alarms) {
        return alarms.stream()
                .map(alarm -> stage.account.cloudWatch().alarms(ShopEstate.SECONDARY).stream()
                        .filter(one -> one.arn().equals(alarm.value()))
                        .<AlarmView>map(one -> new AlarmView.Says(
                                alarm,
                                AlarmView.Value.valueOf(one.state().value().name()),
                                one.state().since(),
                                stage.now()))
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    /** Since when all of them say so. */
    private Instant raiseAll() {
        for (AlarmArn alarm : policy.alarms()) {
            stage.account
                    .cloudWatch()
                    .say(
                            ShopEstate.SECONDARY,
                            alarm.name(),
                            dev.changeover.twin.model.Alarm.Value.ALARM,
                            "set by hand");
        }
        return stage.now();
    }

    /** As EventBridge tells it. */
    private static String event(AlarmArn alarm, Instant at) {
        return """
                {"source":"aws.cloudwatch","detail-type":"CloudWatch Alarm State Change","resources":["%s"],
                 "detail":{"state":{"value":"ALARM","timestamp":"%s"}}}""".formatted(alarm, at);
    }

    /** As a message of SNS tells the same. */
    private static String asMessage(AlarmArn alarm, Instant at) {
        String message =
                "{\\\"AlarmArn\\\":\\\"%s\\\",\\\"NewStateValue\\\":\\\"ALARM\\\",\\\"StateChangeTime\\\":\\\"%s\\\"}"
                        .formatted(alarm, at);
        return "{\"Records\":[{\"EventSource\":\"aws:sns\",\"Sns\":{\"Message\":\"" + message + "\"}}]}";
    }

    private List<Code> codes(Optional<ApplicationPlan> of) {
        return guards.refusals(of.map(ApplicationPlan::name), 20).stream()
                .map(RefusedStart::reasons)
                .flatMap(List::stream)
                .map(GuardReason::code)
                .toList();
    }
}
