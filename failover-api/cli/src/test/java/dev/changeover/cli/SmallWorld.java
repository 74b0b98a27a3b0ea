package dev.changeover.cli;

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
import dev.changeover.drive.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Two Regions and a clock that only moves when somebody rests. What must happen at a time is told beforehand. */
final class SmallWorld implements World, DatabasePort, SecretPort, RoutingPort, ProbePort, LagPort, Time {
    static final Duration MOVE = Duration.ofSeconds(3);

    final List<Action> performed = new ArrayList<>();
    private final ApplicationPlan plan;
    private final Map<SecretArn, SecretView.Held> secrets = new HashMap<>();
    private final TreeMap<Instant, Runnable> later = new TreeMap<>();
    private Instant now = Instant.parse("2026-11-21T21:11:40Z");
    private Region writer;
    private Region on;
    private Optional<Region> movingTo = Optional.empty();
    private Instant movedAt = now;
    private Optional<Region> dark = Optional.empty();
    private Optional<PortFailure> allFail = Optional.empty();
    private boolean attached = true;
    private boolean stopped;
    private boolean threads;
    private int looksLost;
    private Runnable looked = () -> {};

    SmallWorld(ApplicationPlan plan) {
        this.plan = plan;
        writer = plan.primary().region();
        on = writer;
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            var version = new SecretView.Version("v0", plan.primary().database());
            secrets.put(site.secret(), new SecretView.Held(version, Optional.empty(), false, now));
        }
    }

    /** Has something happen when the clock has advanced so far. */
    SmallWorld after(Duration time, Runnable what) {
        later.put(now.plus(time), what);
        return this;
    }

    void darken(Region region) {
        dark = Optional.of(region);
    }

    void heal() {
        dark = Optional.empty();
        attached = true;
    }

    void failAll(PortFailure.Code code, String message) {
        allFail = Optional.of(new PortFailure(code, message));
    }

    void stop() {
        stopped = true;
    }

    Region writer() {
        return writer;
    }

    Region on() {
        return on;
    }

    Endpoint named(Region region) {
        return secrets.get(plan.site(region).secret()).current().names();
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public void rest(Duration length) {
        Instant end = now.plus(length);
        while (!later.isEmpty() && !later.firstKey().isAfter(end)) {
            var next = later.pollFirstEntry();
            now = next.getKey();
            next.getValue().run();
        }
        now = end;
        if (movingTo.isPresent() && now.isAfter(movedAt)) {
            writer = movingTo.get();
            movingTo = Optional.empty();
        }
    }

    @Override
    public boolean stopped() {
        return stopped;
    }

    private Optional<PortFailure> failure(Region region) {
        return allFail.or(() -> dark.filter(region::equals)
                .map(lost -> new PortFailure(PortFailure.Code.UNREACHABLE, "no answer from " + lost)));
    }

    private Answer act(Region where, Action action, Runnable effect) {
        return failure(where).<Answer>map(Answer.Unknown::new).orElseGet(() -> {
            performed.add(action);
            effect.run();
            return new Answer.Accepted();
        });
    }

    @Override
    public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
        looked.run();
        if (looksLost > 0) {
            looksLost--;
            return new DatabaseView.Unreadable(new PortFailure(PortFailure.Code.UNREACHABLE, "no answer in 3 s"), now);
        }
        return failure(trusted.region())
                .<DatabaseView>map(why -> new DatabaseView.Unreadable(why, now))
                .orElseGet(() -> movingTo.<DatabaseView>map(
                                to -> new DatabaseView.Moving(writer, to, "switching-over", now))
                        .orElseGet(() -> new DatabaseView.WriterIn(
                                writer,
                                true,
                                "available",
                                attached ? DatabaseView.Replica.CONNECTED : DatabaseView.Replica.PENDING_RESYNC,
                                now)));
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
        movingTo = Optional.of(to);
        movedAt = now.plus(MOVE);
    }

    @Override
    public SecretView view(SecretArn secret) {
        return failure(secret.region())
                .<SecretView>map(why -> new SecretView.Unreadable(why, now))
                .orElseGet(() -> secrets.get(secret));
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
        return allFail.<RoutingView>map(why -> new RoutingView.Unreadable(why, now))
                .orElseGet(() -> new RoutingView.States(
                        List.of(on),
                        plan.routingEndpoints().stream()
                                .map(endpoint -> endpoint.region())
                                .limit(readers)
                                .toList(),
                        now));
    }

    @Override
    public Answer shift(ApplicationPlan asked, Action.ShiftTraffic action) {
        return act(
                new Region("eu-west-1"),
                action,
                () -> on = action.on().equals(plan.primary().control())
                        ? plan.primary().region()
                        : plan.secondary().region());
    }

    @Override
    public ProbeView writable(Site site, Through version) {
        return writer.equals(site.region()) && failure(site.region()).isEmpty()
                ? new ProbeView.Passed("wrote a row", now)
                : new ProbeView.Failed("read-only", now);
    }

    @Override
    public TrafficView traffic(TrafficName name, Site expected) {
        ProbeView health = failure(expected.region())
                .<ProbeView>map(why -> new ProbeView.Failed(why.message(), now))
                .orElseGet(() -> new ProbeView.Passed("wrote a row", now));
        return new TrafficView(new TrafficView.Resolution.Answered(plan.site(on).dnsAnswers()), health, now);
    }

    @Override
    public LagView lag(Site replica, Site from) {
        return new LagView.Measured(Duration.ofMillis(40), Duration.ofMillis(90), now, "small", now);
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

    /** The next looks at the database come to nothing. */
    void loseLooks(int times) {
        looksLost = times;
    }

    /** Reads on threads of their own from now on, and has this happen when the database is looked at. */
    void threaded(Runnable whenLookedAt) {
        threads = true;
        looked = whenLookedAt;
    }

    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        if (threads) {
            try (var each = Executors.newVirtualThreadPerTaskExecutor()) {
                return each.invokeAll(reads).stream().map(Future::resultNow).toList();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }
        List<T> seen = new ArrayList<>();
        for (Callable<T> read : reads) {
            try {
                seen.add(read.call());
            } catch (RuntimeException bug) {
                throw bug;
            } catch (Exception bug) {
                throw new IllegalStateException(bug);
            }
        }
        return seen;
    }
}
