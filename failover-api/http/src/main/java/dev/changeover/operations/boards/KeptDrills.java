package dev.changeover.operations.boards;

import dev.changeover.core.drill.DesertedDrill;
import dev.changeover.core.drill.DrillEvent;
import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.drill.DrillPhase;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.drill.DrillState;
import dev.changeover.core.drill.Leg;
import dev.changeover.core.drill.StopReason;
import dev.changeover.core.guard.Admission;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.Guards;
import dev.changeover.core.guard.Standing;
import dev.changeover.core.guard.Start;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.DrillDrivers;
import dev.changeover.drive.Drivers;
import dev.changeover.operations.Drill;
import dev.changeover.operations.Drills;
import dev.changeover.operations.JournalUnreadable;
import dev.changeover.operations.Reason;
import dev.changeover.view.DrillJson;
import dev.changeover.view.Json;
import dev.changeover.view.ReportHtml;
import dev.changeover.view.ReportXml;
import dev.changeover.view.Reports;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The drills that are in the drill journal, whoever began and drives them. */
public final class KeptDrills implements Drills {
    /** A page shows the latest; an older one is found by its id. A monthly drill fills it in four years. */
    static final int LISTED_MAX = 50;

    /** What has ended does not change any more; a drill is some kilobytes. */
    private static final int KEPT_MAX = 200;

    /** How often giving up is tried while the drill's driver writes at the same time. */
    private static final int TRIES_MAX = 5;

    private static final PortFailure BUSY =
            new PortFailure(PortFailure.Code.CONFLICT, "the drill's driver kept writing to its journal");

    private final Room room;
    private final Map<DrillId, Drill> ended = Collections.synchronizedMap(new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<DrillId, Drill> eldest) {
            return size() > KEPT_MAX;
        }
    });

    /**
     * What drills stand on.
     *
     * @param here where a driver is looked for first
     */
    public record Room(
            DrillJournal drills,
            Journal journal,
            GuardStore guards,
            DrillDrivers drivers,
            Region here,
            InstantSource clock) {}

    public KeptDrills(Room room) {
        this.room = room;
    }

    @Override
    public List<Drill> of(ApplicationName application) {
        return JournalUnreadable.reading(() -> room.drills().history(application).reversed().stream()
                .limit(LISTED_MAX)
                .flatMap(id -> read(id).stream())
                .toList());
    }

    @Override
    public Optional<Drill> named(String id) {
        return id(id).flatMap(known -> JournalUnreadable.reading(() -> {
            tended(known);
            return read(known);
        }));
    }

    @Override
    public Optional<Drivers.Hiring> tend(ApplicationName application) {
        return JournalUnreadable.reading(() -> room.drills().live(application).flatMap(this::tended));
    }

    /** A driver that died is written off first: the next one is then another, to Systems Manager too. */
    private Optional<Drivers.Hiring> tended(DrillId id) {
        if (ended.containsKey(id) || room.drills().read(id).isEmpty()) {
            return Optional.empty();
        }
        return DesertedDrill.note(
                        room.drills(), room.journal(), id, room.clock().instant())
                .map(this::hire);
    }

    @Override
    public Optional<String> around(ChangeoverId changeover) {
        for (Leg leg : Leg.values()) {
            String behind = "-" + leg;
            if (changeover.value().endsWith(behind)) {
                String before =
                        changeover.value().substring(0, changeover.value().length() - behind.length());
                return named(before)
                        .filter(drill -> Optional.of(changeover).equals(drill.there())
                                || Optional.of(changeover).equals(drill.back()))
                        .map(Drill::id);
            }
        }
        return Optional.empty();
    }

    private Optional<Drill> read(DrillId id) {
        Drill known = ended.get(id);
        if (known != null) {
            return Optional.of(known);
        }
        return state(id).map(state -> {
            Drill drill = DrillPages.of(state);
            if (state.end().isPresent()) {
                ended.put(id, drill);
            }
            return drill;
        });
    }

    private Optional<DrillState> state(DrillId id) {
        return Optional.of(room.drills().read(id))
                .filter(events -> !events.isEmpty())
                .map(DrillState::of);
    }

    /** Empty if nothing could be called so. */
    private static Optional<DrillId> id(String text) {
        try {
            return Optional.of(new DrillId(text));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    @Override
    public Beginning begin(ApplicationPlan plan, Ask ask) {
        var request = new DrillRequest(new DrillId(ask.id()), ask.by(), ask.soak());
        Optional<DrillState> before = JournalUnreadable.reading(() -> state(request.id()));
        if (before.isPresent()) {
            return again(before.get(), request);
        }
        return hindrance(plan, request).orElseGet(() -> open(plan, request));
    }

    private Optional<Beginning> hindrance(ApplicationPlan plan, DrillRequest request) {
        Standing standing = JournalUnreadable.reading(() ->
                Standing.of(plan, room.guards(), room.journal(), room.clock().instant()));
        return switch (Guards.admit(new Start.Drill(request.by()), standing)) {
            case Admission.Allowed _ -> Optional.empty();
            case Admission.Refused refused ->
                Optional.of(refused.running()
                        .<Beginning>map(Beginning.AlreadyRunning::new)
                        .orElseGet(() -> new Beginning.Refused(
                                refused.reasons().stream().map(Reason::of).toList())));
        };
    }

    private Beginning open(ApplicationPlan plan, DrillRequest request) {
        var first = new DrillEvent.Started(request, plan, room.clock().instant());
        return switch (room.drills().open(first)) {
            case DrillJournal.Opening.Opened _ -> drivenFirst(request.id());
            case DrillJournal.Opening.AlreadyThere(var there)
            when there.equals(request.id()) ->
                again(JournalUnreadable.reading(() -> state(there)).orElseThrow(), request);
            case DrillJournal.Opening.AlreadyThere(var other) -> new Beginning.Refused(List.of(running(other)));
            case DrillJournal.Opening.Unavailable(var why) -> new Beginning.Unavailable(why);
        };
    }

    private static Reason running(DrillId other) {
        return new Reason(
                "DRILL_RUNNING",
                "a drill of this application has not ended",
                other.value(),
                "follow it; whoever drives it may also give it up");
    }

    /** Asked again, an unfinished drill has its driver asked for again: the first may never have been reached. */
    private Beginning again(DrillState known, DrillRequest asked) {
        if (!known.request().equals(asked)) {
            return new Beginning.KeyReused(DrillPages.of(known));
        }
        return known.end().isPresent() ? new Beginning.Begun(DrillPages.of(known)) : driven(known);
    }

    private Beginning driven(DrillState state) {
        return switch (hire(state)) {
            case Drivers.Hiring.Driving _ -> new Beginning.Begun(DrillPages.of(state));
            case Drivers.Hiring.Nobody(var why) -> nobody(why);
        };
    }

    /** One that has moved nothing and that nobody drives would only stand in the next one's way, so it is ended. */
    private Beginning drivenFirst(DrillId id) {
        DrillState state = JournalUnreadable.reading(() -> state(id)).orElseThrow();
        if (!(hire(state) instanceof Drivers.Hiring.Nobody(var why))) {
            return new Beginning.Begun(DrillPages.of(state));
        }
        String said = "nobody could be set to work: "
                + why.stream().map(PortFailure::toString).collect(Collectors.joining("; "));
        var stop = new DrillEvent.Stopped(
                DrillPhase.PRECHECK, StopReason.ABANDONED, said, room.clock().instant());
        // If somebody wrote meanwhile, the request was heard and somebody drives after all.
        return room.drills().append(id, 1, stop) instanceof DrillJournal.Appending.Behind
                ? new Beginning.Begun(DrillPages.of(state))
                : nobody(why);
    }

    private Drivers.Hiring hire(DrillState state) {
        return room.drivers()
                .hire(
                        state.plan(),
                        state.request(),
                        room.here(),
                        state.driving().lost());
    }

    private static Beginning nobody(List<PortFailure> why) {
        return new Beginning.Unavailable(
                why.stream().findFirst().orElse(new PortFailure(PortFailure.Code.UNREACHABLE, "nobody drives")));
    }

    @Override
    public Abandoning abandon(String id, Actor by) {
        return id(id).map(known -> abandon(known, by)).orElseGet(Abandoning.NoSuchDrill::new);
    }

    private Abandoning abandon(DrillId id, Actor by) {
        String said = by.who() + ": " + by.reason();
        for (int tries = 1; tries <= TRIES_MAX; tries++) {
            List<DrillEvent> events = new ArrayList<>(
                    JournalUnreadable.reading(() -> room.drills().read(id)));
            if (events.isEmpty()) {
                return new Abandoning.NoSuchDrill();
            }
            DrillState state = DrillState.of(events);
            if (state.phase().isEmpty()) {
                return new Abandoning.OverAlready(DrillPages.of(state));
            }
            var stop = new DrillEvent.Stopped(
                    state.phase().get(),
                    StopReason.ABANDONED,
                    said,
                    room.clock().instant());
            events.add(stop);
            switch (room.drills().append(id, events.size() - 1, stop)) {
                case DrillJournal.Appending.Appended _ -> {
                    return new Abandoning.Abandoned(DrillPages.of(DrillState.of(events)));
                }
                case DrillJournal.Appending.Behind _ -> {
                    // Its driver wrote meanwhile: look again.
                }
                case DrillJournal.Appending.Unavailable(var why) -> {
                    return new Abandoning.Unavailable(why);
                }
            }
        }
        return new Abandoning.Unavailable(BUSY);
    }

    @Override
    public Optional<String> report(String id, Format format) {
        List<DrillEvent> events = id(id).map(
                        known -> JournalUnreadable.reading(() -> room.drills().read(known)))
                .orElse(List.of());
        if (events.isEmpty() || DrillState.of(events).end().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                switch (format) {
                    case HTML -> ReportHtml.of(Reports.of(events));
                    case JSON -> Json.text(DrillJson.of(DrillState.of(events)));
                    case JUNIT -> ReportXml.of(Reports.of(events));
                });
    }
}
