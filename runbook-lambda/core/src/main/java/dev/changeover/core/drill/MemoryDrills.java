package dev.changeover.core.drill;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Drills that live as long as the process: the contract in its shortest form. */
public final class MemoryDrills implements DrillJournal {
    private final Map<DrillId, List<DrillEvent>> drills = new LinkedHashMap<>();

    @Override
    public synchronized Opening open(DrillEvent.Started first) {
        return bring(List.of(first));
    }

    @Override
    public synchronized Opening bring(List<DrillEvent> whole) {
        var first = (DrillEvent.Started) whole.getFirst();
        DrillId id = first.request().id();
        if (drills.containsKey(id)) {
            return new Opening.AlreadyThere(id);
        }
        Optional<DrillId> live = live(first.plan().name());
        if (live.isPresent()) {
            return new Opening.AlreadyThere(live.get());
        }
        drills.put(id, new ArrayList<>(whole));
        return new Opening.Opened();
    }

    @Override
    public synchronized List<DrillEvent> read(DrillId id) {
        return List.copyOf(drills.getOrDefault(id, List.of()));
    }

    @Override
    public synchronized Appending append(DrillId id, int expected, DrillEvent event) {
        List<DrillEvent> events = drills.get(id);
        if (events == null) {
            return new Appending.Unavailable(new PortFailure(PortFailure.Code.NOT_FOUND, "there is no drill " + id));
        }
        if (events.size() != expected) {
            return new Appending.Behind();
        }
        events.add(event);
        return new Appending.Appended();
    }

    @Override
    public synchronized List<DrillId> history(ApplicationName application) {
        return drills.entrySet().stream()
                .filter(entry -> ((DrillEvent.Started) entry.getValue().getFirst())
                        .plan()
                        .name()
                        .equals(application))
                .map(Map.Entry::getKey)
                .toList();
    }
}
