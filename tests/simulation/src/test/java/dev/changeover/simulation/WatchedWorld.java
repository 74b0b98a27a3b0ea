package dev.changeover.simulation;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.SecretView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.World;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** The world as one driver of one changeover reaches it: calls take time, and each write is watched. */
final class WatchedWorld implements World {
    private static final String SILENCE = "no answer in time";

    private final Simulation simulation;
    private final ChangeoverId id;
    private final World model;

    WatchedWorld(Simulation simulation, ChangeoverId id) {
        this.simulation = simulation;
        this.id = id;
        this.model = simulation.world;
    }

    private <V> V read(Supplier<V> look) {
        simulation.actors.rest(simulation.network.way());
        V seen = look.get();
        simulation.actors.rest(seen.toString().contains(SILENCE) ? Timeouts.CALL_DEFAULT : simulation.network.way());
        return seen;
    }

    private Answer write(Action action, Supplier<Answer> send) {
        simulation.safety.leaves(id, action);
        simulation.actors.rest(simulation.network.way());
        Answer answer = switch (simulation.network.fate()) {
            case Network.Fate.Prompt _ -> arrive(action, send);
            case Network.Fate.Twice(var apart) -> {
                Answer first = arrive(action, send);
                simulation.timeline.after(apart, () -> arrive(action, send));
                yield first;
            }
            case Network.Fate.Late(var by) -> {
                simulation.timeline.after(by, () -> arrive(action, send));
                yield new Answer.Unknown(new PortFailure(PortFailure.Code.UNREACHABLE, SILENCE));
            }
        };
        simulation.actors.rest(answer.toString().contains(SILENCE) ? Timeouts.CALL_DEFAULT : simulation.network.way());
        return answer;
    }

    private Answer arrive(Action action, Supplier<Answer> send) {
        return simulation.safety.arrives(id, action, send);
    }

    @Override
    public DatabasePort database() {
        return new DatabasePort() {
            @Override
            public DatabaseView view(GlobalClusterId database, Site trusted, Site other) {
                return simulation.safety.saw(id, read(() -> model.database().view(database, trusted, other)));
            }

            @Override
            public Answer switchOver(Action.SwitchOver action) {
                return write(action, () -> model.database().switchOver(action));
            }

            @Override
            public Answer failOver(Action.FailOver action) {
                return write(action, () -> model.database().failOver(action));
            }
        };
    }

    @Override
    public SecretPort secrets() {
        return new SecretPort() {
            @Override
            public SecretView view(SecretArn secret) {
                return read(() -> model.secrets().view(secret));
            }

            @Override
            public Answer stage(Action.StageSecret action) {
                return write(action, () -> model.secrets().stage(action));
            }

            @Override
            public Answer makeCurrent(Action.MakeSecretCurrent action) {
                return write(action, () -> model.secrets().makeCurrent(action));
            }

            @Override
            public Answer rewrite(Action.RewriteSecret action) {
                return write(action, () -> model.secrets().rewrite(action));
            }

            @Override
            public Answer promoteReplica(Action.PromoteSecretReplica action) {
                return write(action, () -> model.secrets().promoteReplica(action));
            }
        };
    }

    @Override
    public RoutingPort routing() {
        return new RoutingPort() {
            @Override
            public RoutingView view(ApplicationPlan plan, int readers) {
                return read(() -> model.routing().view(plan, readers));
            }

            @Override
            public Answer shift(ApplicationPlan plan, Action.ShiftTraffic action) {
                return write(action, () -> model.routing().shift(plan, action));
            }
        };
    }

    @Override
    public ProbePort probes() {
        return new ProbePort() {
            @Override
            public ProbeView writable(Site site, Through version) {
                return read(
                        () -> simulation.safety.probed(id, site, model.probes().writable(site, version)));
            }

            @Override
            public TrafficView traffic(TrafficName name, Site expected) {
                return simulation.safety.saw(id, read(() -> model.probes().traffic(name, expected)));
            }
        };
    }

    @Override
    public LagPort lag() {
        return (replica, writer) -> read(() -> model.lag().lag(replica, writer));
    }

    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        return model.sideBySide(reads);
    }
}
