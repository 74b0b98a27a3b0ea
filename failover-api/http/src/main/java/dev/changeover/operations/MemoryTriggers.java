package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Switches that live as long as the process, for one server alone and for tests. */
public final class MemoryTriggers implements Triggers {
    private final InstantSource clock;
    private final Map<ApplicationName, SwitchView.Standing> arming = new HashMap<>();
    private SwitchView.Standing stop = new SwitchView.Standing(false, Optional.empty(), Optional.empty());

    public MemoryTriggers(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Reason> against(ApplicationPlan plan, Actor by) {
        return stop.on() ? List.of(stopped()) : List.of();
    }

    @Override
    public synchronized Arming arming(ApplicationPlan plan) {
        SwitchView.Standing armed =
                arming.getOrDefault(plan.name(), new SwitchView.Standing(false, Optional.empty(), Optional.empty()));
        List<Reason> reasons = new ArrayList<>();
        if (stop.on()) {
            reasons.add(stopped());
        }
        if (!armed.on()) {
            reasons.add(new Reason(
                    "DISARMED",
                    "alarms are not armed for this application",
                    armed.by().map(Actor::who).orElse("nobody ever armed them"),
                    "arm them once they are trusted, or start by hand"));
        }
        return new Arming(armed, stop, Arming.Recovery.NONE, reasons, List.of());
    }

    @Override
    public synchronized SwitchView stop() {
        return stop;
    }

    @Override
    public synchronized Turned arm(ApplicationPlan plan, boolean armed, Actor by) {
        arming.put(plan.name(), turned(armed, by));
        return new Turned.Done();
    }

    @Override
    public Turned acknowledgeRecovery(ApplicationPlan plan, Actor by) {
        return new Turned.Refused("no recovery period runs");
    }

    @Override
    public synchronized Turned turnStop(boolean stopped, Actor by) {
        stop = turned(stopped, by);
        return new Turned.Done();
    }

    private SwitchView.Standing turned(boolean on, Actor by) {
        Instant now = clock.instant();
        return new SwitchView.Standing(on, Optional.of(by), Optional.of(now));
    }

    private Reason stopped() {
        String found = stop.by().map(by -> by.who() + ": " + by.reason()).orElse("by nobody known");
        return new Reason(
                "STOP_SWITCH",
                "the global stop switch is on",
                found,
                "find out who turned it on and why, then turn it off");
    }
}
