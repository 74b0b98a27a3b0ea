package dev.changeover.core.guard;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A store that lives as long as the process: the contract of {@link GuardStore} in its shortest form. */
public final class MemoryGuardStore implements GuardStore {
    private record Acknowledged(ApplicationName application, ChangeoverId changeover) {}

    private final Map<Switch.Name, Switch> switches = new HashMap<>();
    private final Map<Acknowledged, Given> acknowledgements = new HashMap<>();
    private final Map<String, ChangeoverId> claims = new HashMap<>();
    private final Map<String, RefusedStart> refusals = new TreeMap<>();

    @Override
    public synchronized Switch read(Switch.Name name) {
        return switches.getOrDefault(name, Switch.UNTOUCHED);
    }

    @Override
    public synchronized Writing turn(Switch.Name name, Switch seen, boolean on, Given by) {
        if (read(name).version() != seen.version()) {
            return new Writing.Behind();
        }
        switches.put(name, seen.turned(on, by));
        return new Writing.Written();
    }

    @Override
    public synchronized Optional<Given> acknowledged(ApplicationName application, ChangeoverId changeover) {
        return Optional.ofNullable(acknowledgements.get(new Acknowledged(application, changeover)));
    }

    @Override
    public synchronized Writing acknowledge(ApplicationName application, ChangeoverId changeover, Given by) {
        return added(acknowledgements.putIfAbsent(new Acknowledged(application, changeover), by));
    }

    @Override
    public synchronized Claiming claim(AlarmEvent event, ChangeoverId changeover) {
        ChangeoverId holder = claims.putIfAbsent(event.key(), changeover);
        return holder == null ? new Claiming.Claimed() : new Claiming.ClaimedBy(holder);
    }

    @Override
    public synchronized Writing keep(RefusedStart refused) {
        return added(refusals.putIfAbsent(refused.key(), refused));
    }

    @Override
    public synchronized List<RefusedStart> refusals(Optional<ApplicationName> application, int newest) {
        return refusals.values().stream()
                .filter(refused -> refused.application().equals(application))
                .toList()
                .reversed()
                .stream()
                .limit(newest)
                .toList();
    }

    private static Writing added(Object before) {
        return before == null ? new Writing.Written() : new Writing.Behind();
    }
}
