package dev.changeover.operations;

import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Direction;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.Drivers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What an operator may do and see. Whoever calls has made sure who speaks and what they may; a reading that fails
 * throws {@link JournalUnreadable}.
 */
public final class Operations {
    /**
     * For how long a page that is polled shows drills and readiness as they were: a schedule changes them each few
     * minutes, and what somebody does through this service is shown at once.
     */
    static final Duration BOARD_FRESH = Duration.ofSeconds(1);

    private final House house;
    private final Chronicle chronicle;
    private final Standings standings;
    private final PastRuns past;
    private final Prospects prospects;
    private final Hirings hirings;
    private final Starts starts;
    private final Speaking speaking;
    private final Watchers watchers;
    private final Feed feed;
    private final Lately<ApplicationName, Optional<Drill>> drills;
    private final Lately<ApplicationName, Readiness> readiness;
    private final Lately<ApplicationName, Arming> arming;

    public Operations(House house) {
        this.house = house;
        this.chronicle = new Chronicle(house.journal(), house.clock(), house.background());
        this.standings = new Standings(house.worlds(), house.clock(), house.background());
        this.past = new PastRuns(chronicle, house.clock());
        this.prospects = new Prospects(house, chronicle, past);
        this.hirings = new Hirings(house.drivers(), house.journal(), chronicle, house.clock(), house.background());
        this.starts = new Starts(house, chronicle, prospects, hirings);
        this.speaking = new Speaking(house, chronicle, hirings);
        this.watchers = new Watchers(house.clock());
        this.feed = new Feed(chronicle);
        this.drills = new Lately<>(house.clock(), house.background(), _ -> BOARD_FRESH);
        this.readiness = new Lately<>(house.clock(), house.background(), _ -> BOARD_FRESH);
        this.arming = new Lately<>(house.clock(), house.background(), _ -> Chronicle.FRESH);
    }

    public House.Here here() {
        return house.here();
    }

    /** Whoever asks next sees what came of an act: nothing is shown that was read before it. */
    public void acted() {
        chronicle.forget();
        drills.forget();
        readiness.forget();
        arming.forget();
    }

    public Instant now() {
        return house.clock().instant();
    }

    public Plans plans() {
        return house.plans();
    }

    public House.Boards boards() {
        return house.boards();
    }

    /** For the application's page, which is polled; so are the next two. Each board has a page that reads it anew. */
    public Optional<Drill> lastDrill(ApplicationName application) {
        return drills.of(
                        application,
                        () -> boards().drills().of(application).stream().findFirst())
                .value();
    }

    public AsOf<Readiness> readiness(ApplicationPlan plan) {
        return readiness.of(plan.name(), () -> boards().readiness().of(plan));
    }

    public AsOf<Arming> arming(ApplicationPlan plan) {
        return arming.of(plan.name(), () -> boards().triggers().arming(plan));
    }

    /** How an application stands; looks if nobody has lately. */
    public Seen seen(ApplicationPlan plan) {
        return standings.of(plan);
    }

    /** How it stood when somebody looked last; has somebody look again without waiting for it. */
    public Optional<Seen> lastSeen(ApplicationPlan plan) {
        Optional<Seen> known = standings.known(plan.name());
        standings.refresh(plan);
        return known;
    }

    /** One changeover, and sees to it that somebody drives it. Empty if there is none of that id. */
    public Optional<Told> changeover(ChangeoverId id) {
        Optional<Told> told = chronicle.lately(id);
        told.ifPresent(hirings::lookAfter);
        return told;
    }

    /** One changeover for a list: as it is told, and nobody is asked to drive it. */
    public Optional<Told> glance(ChangeoverId id) {
        return chronicle.lately(id);
    }

    public AsOf<Optional<Told>> latest(ApplicationName application) {
        return chronicle.latest(application);
    }

    public Optional<ChangeoverId> live(ApplicationName application) {
        return chronicle.live(application);
    }

    /** Oldest first. */
    public AsOf<List<ChangeoverId>> history(ApplicationName application) {
        return chronicle.history(application);
    }

    public PastRuns.Figures past(ApplicationName application, Direction direction) {
        return past.of(application, direction);
    }

    public Prospect preview(ApplicationPlan plan, MoveAsk ask, Actor by) {
        return prospects.of(plan, ask, by);
    }

    public Starting start(ApplicationPlan plan, StartOrder order) {
        return starts.start(plan, order);
    }

    /** Opens what guards of another kind have let through already, and has somebody drive it. */
    public Starting begin(ApplicationPlan plan, ChangeoverRequest request) {
        return starts.open(plan, request);
    }

    /** Has somebody drive a live changeover that nobody drives. What was heard; empty if it needed nobody. */
    public Optional<Drivers.Hiring> driven(ChangeoverId id) {
        return chronicle.now(id).filter(told -> !told.state().ended()).flatMap(hirings::hireIfNobodyDrives);
    }

    /** Has somebody else drive at once, because whoever did is known to be gone. */
    public Optional<Drivers.Hiring> drivenAnew(ChangeoverId id) {
        return chronicle.now(id).filter(told -> !told.state().ended()).flatMap(hirings::hire);
    }

    /** Has whoever would drive a changeover into this Region stand ready. */
    public void standReady(ApplicationPlan plan) {
        house.drivers().standReady(plan, house.here().region());
    }

    /** The changeover that a key would start. */
    public static ChangeoverId idOf(ApplicationName application, String key) {
        return Starts.idOf(application, key);
    }

    /**
     * Says a person's word. Empty if there is no such changeover.
     *
     * @param meant the halted step that the person saw; empty if the word is for none in particular
     */
    public Optional<Spoken> say(ChangeoverId id, Verb verb, Optional<StepName> meant) {
        return speaking.say(id, verb, meant);
    }

    /** What was heard when this service last asked for a driver. */
    public Optional<Drivers.Hiring> hiring(Told told) {
        return hirings.heard(told);
    }

    public Watchers watchers() {
        return watchers;
    }

    public Feed feed() {
        return feed;
    }
}
