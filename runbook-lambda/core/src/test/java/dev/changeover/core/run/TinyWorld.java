package dev.changeover.core.run;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/** The smallest world in which a changeover makes sense: one database, two secrets, two controls, one clock. */
final class TinyWorld implements World, DatabasePort, SecretPort, RoutingPort, ProbePort, LagPort {
    /** What becomes of the next action. */
    enum Fate {
        HEARD,
        LOSE_REPLY,
        LOSE_REQUEST
    }

    static final Duration MOVE = Duration.ofSeconds(3);

    final List<Action> performed = new ArrayList<>();

    /** The Regions whose secrets were looked at, and {@code routing} for the controls. */
    final List<String> looks = new ArrayList<>();

    private final ApplicationPlan plan;
    private final Map<SecretArn, SecretView.Held> secrets = new HashMap<>();
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private Region writer;
    private Region on;
    private Optional<Region> movingTo = Optional.empty();
    private Instant movedAt = now;
    private Optional<Region> dark = Optional.empty();
    private boolean attached = true;
    private int movesStarted;
    private final Map<Integer, Fate> fates = new HashMap<>();
    private int actions;
    private int endpointsUp = ApplicationPlan.ROUTING_ENDPOINTS;
    private Optional<Runnable> meanwhile = Optional.empty();

    TinyWorld(ApplicationPlan plan, Region active) {
        this.plan = plan;
        this.writer = active;
        this.on = active;
        Endpoint endpoint = plan.site(active).database();
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            secrets.put(
                    site.secret(),
                    new SecretView.Held(new SecretView.Version("v0", endpoint), Optional.empty(), false, now));
        }
    }

    void fate(int action, Fate fate) {
        fates.put(action, fate);
    }

    void routingEndpointsUp(int count) {
        endpointsUp = count;
    }

    /** Happens between the next action's effect and its answer. */
    void duringNextCall(Runnable what) {
        meanwhile = Optional.of(what);
    }

    void darken(Region region) {
        dark = Optional.of(region);
        if (movingTo.isPresent() && !now.isAfter(movedAt)) {
            movingTo = Optional.empty(); // a switchover fails when the primary goes dark
        }
    }

    void heal() {
        dark = Optional.empty();
        attached = true;
    }

    void pass(Duration time) {
        now = now.plus(time);
        if (movingTo.isPresent() && now.isAfter(movedAt)) {
            writer = movingTo.get();
            movingTo = Optional.empty();
        }
    }

    Instant now() {
        return now;
    }

    Region writer() {
        return writer;
    }

    Region on() {
        return on;
    }

    /** Somebody turns a control by hand. */
    void turnOn(Region region) {
        on = region;
    }

    int movesStarted() {
        return movesStarted;
    }

    Endpoint named(Region region) {
        return secrets.get(plan.site(region).secret()).current().names();
    }

    private boolean isDark(Region region) {
        return dark.equals(Optional.of(region));
    }

    private static final PortFailure SILENCE = new PortFailure(PortFailure.Code.UNREACHABLE, "no answer");

    private Answer act(Region where, Action action, Runnable effect) {
        Fate fate = fates.getOrDefault(actions++, Fate.HEARD);
        if (isDark(where) || fate == Fate.LOSE_REQUEST) {
            return new Answer.Unknown(SILENCE);
        }
        performed.add(action);
        effect.run();
        meanwhile.ifPresent(Runnable::run);
        meanwhile = Optional.empty();
        return fate == Fate.LOSE_REPLY ? new Answer.Unknown(SILENCE) : new Answer.Accepted();
    }

    @Override
    public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
        Region answering = isDark(trusted.region()) ? other.region() : trusted.region();
        if (isDark(answering)) {
            return new DatabaseView.Unreadable(SILENCE, now);
        }
        if (movingTo.isPresent()) {
            return new DatabaseView.Moving(writer, movingTo.get(), "switching-over", now);
        }
        var replica = attached ? DatabaseView.Replica.CONNECTED : DatabaseView.Replica.PENDING_RESYNC;
        return new DatabaseView.WriterIn(writer, writer.equals(answering), "available", replica, now);
    }

    @Override
    public Answer switchOver(Action.SwitchOver action) {
        return act(action.callIn(), action, () -> move(action.target().region()));
    }

    @Override
    public Answer failOver(Action.FailOver action) {
        return act(action.callIn(), action, () -> {
            move(action.target().region());
            attached = dark.isEmpty();
        });
    }

    private void move(Region to) {
        movesStarted++;
        movingTo = Optional.of(to);
        movedAt = now.plus(MOVE);
    }

    @Override
    public SecretView view(SecretArn secret) {
        looks.add(secret.region().code());
        return isDark(secret.region()) ? new SecretView.Unreadable(SILENCE, now) : secrets.get(secret);
    }

    @Override
    public Answer stage(Action.StageSecret action) {
        return act(action.secret().region(), action, () -> {
            var held = secrets.get(action.secret());
            var version = new SecretView.Version(action.token(), action.names());
            secrets.put(action.secret(), new SecretView.Held(held.current(), Optional.of(version), false, now));
        });
    }

    @Override
    public Answer makeCurrent(Action.MakeSecretCurrent action) {
        return act(action.secret().region(), action, () -> {
            var held = secrets.get(action.secret());
            secrets.put(action.secret(), new SecretView.Held(held.pending().orElseThrow(), held.pending(), false, now));
        });
    }

    @Override
    public Answer rewrite(Action.RewriteSecret action) {
        return act(action.secret().region(), action, () -> {
            var version = new SecretView.Version(action.token(), action.names());
            secrets.put(action.secret(), new SecretView.Held(version, Optional.empty(), false, now));
        });
    }

    @Override
    public Answer promoteReplica(Action.PromoteSecretReplica action) {
        throw new UnsupportedOperationException("these secrets are independent");
    }

    @Override
    public RoutingView view(ApplicationPlan asked, int readers) {
        looks.add("routing");
        List<Region> answering = plan.routingEndpoints().stream()
                .map(endpoint -> endpoint.region())
                .limit(Math.min(readers, endpointsUp))
                .toList();
        return new RoutingView.States(List.of(on), answering, now);
    }

    @Override
    public Answer shift(ApplicationPlan asked, Action.ShiftTraffic action) {
        return act(plan.routingEndpoints().get(2).region(), action, () -> {
            on = action.on().equals(plan.primary().control())
                    ? plan.primary().region()
                    : plan.secondary().region();
        });
    }

    @Override
    public ProbeView writable(Site site, Through version) {
        return writer.equals(site.region()) && !isDark(site.region())
                ? new ProbeView.Passed("wrote a row", now)
                : new ProbeView.Failed("read-only", now);
    }

    @Override
    public TrafficView traffic(TrafficName name, Site expected) {
        return new TrafficView(
                new TrafficView.Resolution.Answered(plan.site(on).dnsAnswers()), writable(expected), now);
    }

    @Override
    public LagView lag(Site replica, Site from) {
        return new LagView.Measured(Duration.ofMillis(40), Duration.ofMillis(90), now, "tiny", now);
    }

    @Override
    public DatabasePort database() {
        return this;
    }

    @Override
    public SecretPort secrets() {
        return this;
    }

    @Override
    public RoutingPort routing() {
        return this;
    }

    @Override
    public ProbePort probes() {
        return this;
    }

    @Override
    public LagPort lag() {
        return this;
    }

    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        List<T> seen = new ArrayList<>();
        for (Callable<T> read : reads) {
            try {
                seen.add(read.call());
            } catch (Exception bug) {
                throw new IllegalStateException(bug);
            }
        }
        return seen;
    }
}
