package dev.changeover.handler;

import dev.changeover.aws.PlanStore;
import dev.changeover.core.guard.AlarmTrigger;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.drive.Time;
import dev.changeover.drive.WallTime;
import dev.changeover.handler.service.Premises;
import dev.changeover.operations.Operations;
import java.time.InstantSource;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the alarm function works with.
 *
 * @param triggers what decides about an application's events
 * @param operations what opens a changeover and finds it a driver, as the failover API does
 * @param log takes one line at a time
 */
record AlarmDesk(
        Supplier<PlanStore.Looked> plans,
        GuardStore guards,
        Function<ApplicationPlan, AlarmTrigger> triggers,
        Operations operations,
        Successor successor,
        Time time,
        Consumer<String> log) {
    /** As the environment says. */
    static AlarmDesk here() {
        var settings = Settings.of(System.getenv());
        Premises premises = settings.premises(InstantSource.system());
        GuardStore guards = premises.guards();
        return new AlarmDesk(
                new PatientPlans(premises.plans()),
                guards,
                plan -> new AlarmTrigger(
                        guards, premises.journal(), premises.aws(plan).alarms(), premises.aws(plan)),
                premises.operations(),
                Successor.of(settings),
                new WallTime(),
                System.out::println);
    }
}
