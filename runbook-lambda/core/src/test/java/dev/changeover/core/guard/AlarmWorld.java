package dev.changeover.core.guard;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.AlarmPort;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.World;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** A world that can be looked at as a trigger does, and in which a trigger changes nothing. */
final class AlarmWorld implements World, AlarmPort {
    private final Map<AlarmArn, AlarmView> alarms = new HashMap<>();
    LagView lag;
    DatabaseView database;

    void says(AlarmArn alarm, AlarmView.Value value, Instant since) {
        alarms.put(alarm, new AlarmView.Says(alarm, value, since, since));
    }

    void cannotRead(AlarmArn alarm, PortFailure why) {
        alarms.put(alarm, new AlarmView.Unreadable(alarm, why, Instant.EPOCH));
    }

    @Override
    public List<AlarmView> states(List<AlarmArn> asked) {
        return asked.stream().map(alarms::get).toList();
    }

    @Override
    public LagPort lag() {
        return (replica, writer) -> lag;
    }

    @Override
    public DatabasePort database() {
        return new DatabasePort() {
            @Override
            public DatabaseView view(GlobalClusterId id, Site trusted, Site other) {
                return database;
            }

            @Override
            public Answer switchOver(Action.SwitchOver action) {
                throw new AssertionError("a trigger moves nothing");
            }

            @Override
            public Answer failOver(Action.FailOver action) {
                throw new AssertionError("a trigger moves nothing");
            }
        };
    }

    @Override
    public SecretPort secrets() {
        throw new AssertionError("a trigger reads no secret");
    }

    @Override
    public RoutingPort routing() {
        throw new AssertionError("a trigger shifts nothing");
    }

    @Override
    public ProbePort probes() {
        throw new AssertionError("a trigger writes nothing");
    }

    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        return reads.stream().map(AlarmWorld::read).toList();
    }

    private static <T> T read(Callable<T> one) {
        try {
            return one.call();
        } catch (Exception bug) { // a read that throws is a bug
            throw new AssertionError(bug);
        }
    }
}
