package dev.changeover.handler;

import dev.changeover.aws.PlanStore.Looked;
import dev.changeover.aws.PlanStore.Stored;
import dev.changeover.core.guard.AlarmEvent;
import dev.changeover.core.guard.GuardReason;
import dev.changeover.core.guard.GuardReason.Code;
import dev.changeover.core.guard.RefusedStart;
import dev.changeover.core.guard.TriggerDecision;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.drive.Drivers.Hiring;
import dev.changeover.operations.JournalUnreadable;
import dev.changeover.operations.Starting;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One invocation's looks at alarms' events: each ends in a changeover, a refusal that is kept, or a look later. */
final class AlarmLook {
    /** Between two looks while the plans or the journal cannot be read; as long as the trigger's own. */
    static final Duration RETRY_EVERY = Duration.ofSeconds(20);

    private final AlarmDesk desk;
    private final Telemetry telemetry;
    private final List<String> said = new ArrayList<>();

    AlarmLook(AlarmDesk desk, Telemetry telemetry) {
        this.desk = desk;
        this.telemetry = telemetry;
    }

    /** What came of the looks so far, in sentences. */
    List<String> said() {
        return List.copyOf(said);
    }

    /** Looks now; what is to be looked at later. */
    List<LookAgain> at(LookAgain look) {
        return switch (desk.plans().get()) {
            case Looked.Unreadable(var why) -> unreadable(look, AlarmPolicy.EVENT_AGE_DEFAULT, why.toString());
            case Looked.Listed(var stored, var _) -> {
                List<ApplicationPlan> plans = named(look, stored);
                yield look.application().isPresent() && plans.size() == 1
                        ? plan(look, plans.getFirst())
                        : spread(look, plans, stored);
            }
        };
    }

    private static List<ApplicationPlan> named(LookAgain look, List<Stored> stored) {
        return stored.stream()
                .filter(Stored.Sound.class::isInstance)
                .map(one -> ((Stored.Sound) one).plan())
                .filter(plan -> look.application().map(plan.name()::equals).orElseGet(() -> names(plan, look.event())))
                .toList();
    }

    private static boolean names(ApplicationPlan plan, AlarmEvent event) {
        return plan.alarmTrigger()
                .filter(policy -> policy.alarms().contains(event.alarm()))
                .isPresent();
    }

    /** To each application that names the alarm. */
    private List<LookAgain> spread(LookAgain look, List<ApplicationPlan> plans, List<Stored> stored) {
        if (plans.isEmpty()) {
            long faulty =
                    stored.stream().filter(Stored.Faulty.class::isInstance).count();
            String found = look.event().alarm().value()
                    + (faulty > 0 ? "; " + faulty + " plans are faulty and were not asked" : "");
            refuse(look, new GuardReason(Code.ALARM_NOT_NAMED, found, Optional.empty()));
        }
        return plans.stream().map(plan -> look.of(plan.name())).toList();
    }

    private List<LookAgain> plan(LookAgain look, ApplicationPlan plan) {
        telemetry.with("application", plan.name().value());
        Instant now = desk.time().now();
        try {
            return switch (desk.triggers().apply(plan).look(plan, look.event(), now)) {
                case TriggerDecision.Begin(var request) -> begin(look, plan, request);
                case TriggerDecision.LookAgain(var at, var reasons) -> {
                    telemetry.info("looks again at " + at + ": " + reasons);
                    yield List.of(look.later(at));
                }
                case TriggerDecision.Refused(var reasons) -> {
                    telemetry.alarm(false);
                    say("Refused: " + reasons);
                    reasons.forEach(this::seeToDriver);
                    yield List.of();
                }
            };
        } catch (JournalUnreadable silent) {
            return unreadable(look, patience(plan), silent.getMessage());
        }
    }

    private List<LookAgain> begin(LookAgain look, ApplicationPlan plan, ChangeoverRequest request) {
        telemetry.with("changeover", request.id().value());
        return switch (desk.operations().begin(plan, request)) {
            case Starting.Started(var told, var hiring) -> {
                telemetry.alarm(true);
                say(told.id() + " goes to " + request.to() + ". "
                        + hiring.map(AlarmLook::inWords).orElse("Its driver is known."));
                yield List.of();
            }
            // The same event was looked at elsewhere in this moment, or a person was faster.
            case Starting.AlreadyRunning(var id) -> rest(id + " runs already.");
            case Starting.KeyReused(var id, var _) -> rest(id + " was started by this event already.");
            case Starting.JournalDown(var why) -> unreadable(look, patience(plan), why.toString());
            case Starting.ConfirmWrong _,
                    Starting.Stale _,
                    Starting.Blocked _,
                    Starting.NotAllowed _,
                    Starting.WorldUnreadable _ -> throw new IllegalStateException("only a person's start ends so");
        };
    }

    private static String inWords(Hiring hiring) {
        return switch (hiring) {
            case Hiring.Driving driving -> driving.driver() + " drives. " + driving.instead();
            case Hiring.Nobody nobody -> "Nobody drives it yet: " + nobody.why() + "; readiness asks again.";
        };
    }

    private List<LookAgain> rest(String sentence) {
        say(sentence);
        return List.of();
    }

    /** Whoever started it for this same event may have died before anybody drove. */
    private void seeToDriver(GuardReason reason) {
        if (reason.code() == Code.DUPLICATE_EVENT) {
            reason.changeover().flatMap(desk.operations()::driven).ifPresent(hiring -> say(inWords(hiring)));
        }
    }

    private List<LookAgain> unreadable(LookAgain look, Duration patience, String why) {
        Instant again = desk.time().now().plus(RETRY_EVERY);
        if (again.isBefore(look.event().receivedAt().plus(patience))) {
            telemetry.warn("looks again at " + again + ": " + why);
            return List.of(look.later(again));
        }
        refuse(look, new GuardReason(Code.GUARDS_UNREADABLE, why, Optional.empty()));
        return List.of();
    }

    private static Duration patience(ApplicationPlan plan) {
        return plan.alarmTrigger()
                .map(policy -> policy.sustained().plus(policy.eventAgeMax()))
                .orElse(AlarmPolicy.EVENT_AGE_DEFAULT);
    }

    private void refuse(LookAgain look, GuardReason reason) {
        Optional<ApplicationName> application = look.application();
        desk.guards()
                .keep(new RefusedStart(
                        application,
                        look.event().key(),
                        List.of(reason),
                        desk.time().now()));
        say("Refused: " + reason);
    }

    private void say(String sentence) {
        said.add(sentence);
        telemetry.info(sentence);
    }
}
