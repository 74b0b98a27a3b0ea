package dev.changeover.operations;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal.Opening;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.port.PortFailure;
import dev.changeover.view.Outlook;
import dev.changeover.view.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Starts changeovers: looks first, opens the journal, and only then has somebody drive. */
final class Starts {
    /** So many hexadecimal digits of the key's digest: 80 bits, which no two keys share by chance. */
    private static final int DIGEST_LENGTH = 20;

    private final House house;
    private final Chronicle chronicle;
    private final Prospects prospects;
    private final Hirings hirings;

    Starts(House house, Chronicle chronicle, Prospects prospects, Hirings hirings) {
        this.house = house;
        this.chronicle = chronicle;
        this.prospects = prospects;
        this.hirings = hirings;
    }

    /** The changeover that a key stands for, in whichever Region it is asked. */
    static ChangeoverId idOf(ApplicationName application, String key) {
        String digest = Digests.of(application + "\n" + key);
        return new ChangeoverId(application + "-" + digest.substring(0, DIGEST_LENGTH));
    }

    Starting start(ApplicationPlan plan, StartOrder order) {
        ChangeoverId id = idOf(plan.name(), order.key());
        ChangeoverRequest request = order.move().request(plan, id, order.by());
        String phrase = plan.name() + " " + request.to();
        if (!order.confirm().strip().equals(phrase)) {
            return new Starting.ConfirmWrong(phrase);
        }
        Known known = known(plan, id, order);
        if (known.before().isPresent()) {
            return again(known.before().get(), request);
        }
        if (known.live().isPresent()) {
            return new Starting.AlreadyRunning(known.live().get());
        }
        if (!known.against().isEmpty()) {
            return new Starting.NotAllowed(known.against());
        }
        Outlook outlook = prospects.outlook(plan, request, known.live());
        return hindrance(outlook, order).orElseGet(() -> open(plan, request));
    }

    /** What is in the table: whether the key was used, what runs, and what the guards have against it. */
    private record Known(Optional<Told> before, Optional<ChangeoverId> live, List<Reason> against) {}

    private Known known(ApplicationPlan plan, ChangeoverId id, StartOrder order) {
        List<UnaryOperator<Known>> parts = house.worlds()
                .of(plan)
                .sideBySide(List.of(
                        () -> with(chronicle.now(id)),
                        () -> running(chronicle.live(plan.name())),
                        () -> refused(house.boards().triggers().against(plan, order.by()))));
        var known = new Known(Optional.empty(), Optional.empty(), List.of());
        for (UnaryOperator<Known> part : parts) {
            known = part.apply(known);
        }
        return known;
    }

    private static UnaryOperator<Known> with(Optional<Told> before) {
        return known -> new Known(before, known.live(), known.against());
    }

    private static UnaryOperator<Known> running(Optional<ChangeoverId> live) {
        return known -> new Known(known.before(), live, known.against());
    }

    private static UnaryOperator<Known> refused(List<Reason> against) {
        return known -> new Known(known.before(), known.live(), against);
    }

    private Optional<Starting> hindrance(Outlook outlook, StartOrder order) {
        Optional<PortFailure> blind = outlook.blind().or(outlook::denied);
        if (blind.isPresent()) {
            return Optional.of(new Starting.WorldUnreadable(blind.get()));
        }
        if (outlook.live().isPresent()) {
            return Optional.of(new Starting.AlreadyRunning(outlook.live().get()));
        }
        PreviewVersion now = PreviewVersion.of(outlook);
        List<Starting.Difference> differences = differences(order, now, outlook);
        if (!differences.isEmpty()) {
            return Optional.of(new Starting.Stale(now.toString(), differences));
        }
        if (!outlook.blocking().isEmpty()) {
            var prospect = new Prospect(
                    outlook,
                    now.toString(),
                    List.of(),
                    new PastRuns.Figures(0, Optional.empty(), Optional.empty(), java.util.Map.of()),
                    List.of());
            return Optional.of(new Starting.Blocked(prospect, outlook.blocking()));
        }
        return Optional.empty();
    }

    private static List<Starting.Difference> differences(StartOrder order, PreviewVersion now, Outlook outlook) {
        Optional<PreviewVersion> shown = PreviewVersion.parse(order.previewVersion());
        if (shown.isEmpty()) {
            String what = PreviewVersion.Change.What.PLAN.name().toLowerCase(Locale.ROOT);
            return List.of(new Starting.Difference(what, Optional.empty(), "no preview has that version"));
        }
        Optional<java.time.Duration> accepted = outlook.request().acceptedLoss();
        return shown.get().until(now, outlook, accepted).stream()
                .map(change -> new Starting.Difference(
                        change.what().name().toLowerCase(Locale.ROOT), change.before(), change.now()))
                .toList();
    }

    /** Opens the journal, and only then has somebody drive. */
    Starting open(ApplicationPlan plan, ChangeoverRequest request) {
        var first = new Event.Started(request, plan, house.clock().instant());
        return switch (house.journal().open(first)) {
            case Opening.Opened _ -> started(request.id());
            case Opening.AlreadyLive(var live)
            when live.equals(request.id()) ->
                chronicle
                        .now(live)
                        .map(told -> again(told, request))
                        .orElseGet(() -> new Starting.AlreadyRunning(live));
            case Opening.AlreadyLive(var live) -> new Starting.AlreadyRunning(live);
            case Opening.Unavailable(var why) -> new Starting.JournalDown(why);
        };
    }

    private Starting started(ChangeoverId id) {
        Told told = chronicle.now(id).orElseThrow(() -> new IllegalStateException(id + " was opened and is not there"));
        return new Starting.Started(told, hirings.hire(told));
    }

    /** The same request made again. A reason or a loss that differs is another request. */
    private Starting again(Told told, ChangeoverRequest asked) {
        ChangeoverRequest known = told.state().request();
        if (known.equals(asked)) {
            return new Starting.Started(told, hirings.hireIfNobodyDrives(told));
        }
        return new Starting.KeyReused(told.id(), otherwise(known, asked));
    }

    private static String otherwise(ChangeoverRequest known, ChangeoverRequest asked) {
        if (!known.by().who().equals(asked.by().who())) {
            return "it was asked for by " + known.by().who();
        }
        if (!known.to().equals(asked.to())) {
            return "it goes to " + known.to();
        }
        if (known.mode() != asked.mode()) {
            return "it was asked for as a " + Words.of(known.mode()) + " one";
        }
        return known.by().equals(asked.by())
                ? "it accepts another loss, or acknowledges or overrides otherwise"
                : "its reason is: " + known.by().reason();
    }
}
