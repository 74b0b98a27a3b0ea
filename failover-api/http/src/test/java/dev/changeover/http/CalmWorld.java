package dev.changeover.http;

import dev.changeover.core.model.ApplicationPlan;
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
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Two Regions in which every act works at once. Any number of threads may look. */
final class CalmWorld implements World, DatabasePort, SecretPort, RoutingPort, ProbePort, LagPort {
    final AtomicInteger acts = new AtomicInteger();
    private final ApplicationPlan plan;
    private final InstantSource clock;
    private final Map<SecretArn, SecretView.Held> secrets = new ConcurrentHashMap<>();
    private volatile Region writer;
    private volatile Region on;
    private volatile Optional<Region> dark = Optional.empty();
    private volatile Duration lag = Duration.ofMillis(40);
    private volatile Duration mostLag = Duration.ofMillis(90);
    private volatile boolean attached = true;

    CalmWorld(ApplicationPlan plan, InstantSource clock) {
        this.plan = plan;
        this.clock = clock;
        writer = plan.primary().region();
        on = writer;
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            var version = new SecretView.Version("v0", plan.primary().database());
            secrets.put(site.secret(), new SecretView.Held(version, Optional.empty(), false, clock.instant()));
        }
    }

    void darken(Region region) {
        dark = Optional.of(region);
    }

    void lagBehind(Duration howFar) {
        lagBehind(howFar, howFar.plusMillis(50));
    }

    void lagBehind(Duration howFar, Duration most) {
        lag = howFar;
        mostLag = most;
    }

    void detach() {
        attached = false;
    }

    /** Somebody else moves the writer, and nothing but the writer. */
    void moveWriterAway() {
        writer = plan.other(writer).region();
    }

    Region writer() {
        return writer;
    }

    private Optional<PortFailure> failure(Region region) {
        return dark.filter(region::equals)
                .map(lost -> new PortFailure(PortFailure.Code.UNREACHABLE, "no answer from " + lost));
    }

    private Answer act(Region where, Runnable effect) {
        return failure(where).<Answer>map(Answer.Unknown::new).orElseGet(() -> {
            acts.incrementAndGet();
            effect.run();
            return new Answer.Accepted();
        });
    }

    @Override
    public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
        return failure(trusted.region())
                .<DatabaseView>map(why -> new DatabaseView.Unreadable(why, clock.instant()))
                .orElseGet(() -> new DatabaseView.WriterIn(
                        writer,
                        true,
                        "available",
                        attached ? DatabaseView.Replica.CONNECTED : DatabaseView.Replica.PENDING_RESYNC,
                        clock.instant()));
    }

    @Override
    public Answer switchOver(Action.SwitchOver action) {
        return act(action.callIn(), () -> writer = action.target().region());
    }

    @Override
    public Answer failOver(Action.FailOver action) {
        return act(action.callIn(), () -> writer = action.target().region());
    }

    @Override
    public SecretView view(SecretArn secret) {
        return failure(secret.region())
                .<SecretView>map(why -> new SecretView.Unreadable(why, clock.instant()))
                .orElseGet(() -> secrets.get(secret));
    }

    @Override
    public Answer stage(Action.StageSecret action) {
        return act(action.secret().region(), () -> {
            var version = new SecretView.Version(action.token(), action.names());
            secrets.compute(
                    action.secret(),
                    (arn, held) -> new SecretView.Held(held.current(), Optional.of(version), false, clock.instant()));
        });
    }

    @Override
    public Answer makeCurrent(Action.MakeSecretCurrent action) {
        return act(
                action.secret().region(),
                () -> secrets.compute(
                        action.secret(),
                        (arn, held) -> new SecretView.Held(
                                held.pending().orElseThrow(), held.pending(), false, clock.instant())));
    }

    @Override
    public Answer rewrite(Action.RewriteSecret action) {
        return act(action.secret().region(), () -> {
            var version = new SecretView.Version(action.token(), action.names());
            secrets.put(action.secret(), new SecretView.Held(version, Optional.empty(), false, clock.instant()));
        });
    }

    @Override
    public Answer promoteReplica(Action.PromoteSecretReplica action) {
        throw new UnsupportedOperationException("these secrets are independent");
    }

    @Override
    public RoutingView view(ApplicationPlan asked, int readers) {
        return new RoutingView.States(
                List.of(on),
                plan.routingEndpoints().stream()
                        .map(endpoint -> endpoint.region())
                        .limit(readers)
                        .toList(),
                clock.instant());
    }

    @Override
    public Answer shift(ApplicationPlan asked, Action.ShiftTraffic action) {
        return act(
                new Region("eu-west-1"),
                () -> on = action.on().equals(plan.primary().control())
                        ? plan.primary().region()
                        : plan.secondary().region());
    }

    @Override
    public ProbeView writable(Site site, Through version) {
        return writer.equals(site.region()) && failure(site.region()).isEmpty()
                ? new ProbeView.Passed("wrote a row", clock.instant())
                : new ProbeView.Failed("read-only", clock.instant());
    }

    @Override
    public TrafficView traffic(TrafficName name, Site expected) {
        Instant now = clock.instant();
        return new TrafficView(
                new TrafficView.Resolution.Answered(plan.site(on).dnsAnswers()), writable(expected), now);
    }

    @Override
    public LagView lag(Site replica, Site from) {
        Instant now = clock.instant();
        return new LagView.Measured(lag, mostLag, now, "calm", now);
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
