package dev.changeover.twin.ports;

import dev.changeover.core.port.DatabasePort;
import dev.changeover.core.port.LagPort;
import dev.changeover.core.port.ProbePort;
import dev.changeover.core.port.RoutingPort;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.World;
import dev.changeover.twin.model.CloudWatch;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Rds;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.routing.RoutingCluster;
import dev.changeover.twin.secrets.Secrets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;

/** The model's second door: core's ports in virtual time, under the same fault plan as the wire. */
public final class TwinWorld implements World {
    /** The services a changeover speaks to. */
    public record Services(
            Rds rds, Secrets secrets, RoutingCluster routing, CloudWatch cloudWatch, ApplicationModel application) {}

    private final DatabaseDoor database;
    private final SecretDoor secrets;
    private final RoutingDoor routing;
    private final ProbeDoor probes;
    private final LagDoor lag;

    public TwinWorld(Timeline timeline, Faults faults, Services services) {
        var door = new Door(timeline, faults);
        this.database = new DatabaseDoor(door, timeline, services.rds());
        this.secrets = new SecretDoor(door, timeline, services.secrets());
        this.routing = new RoutingDoor(door, timeline, services.routing());
        this.probes = new ProbeDoor(timeline, faults.regions(), services.application());
        this.lag = new LagDoor(door, timeline, services.cloudWatch());
    }

    @Override
    public DatabasePort database() {
        return database;
    }

    @Override
    public SecretPort secrets() {
        return secrets;
    }

    @Override
    public RoutingPort routing() {
        return routing;
    }

    @Override
    public ProbePort probes() {
        return probes;
    }

    @Override
    public LagPort lag() {
        return lag;
    }

    /** In order: virtual time has no threads. */
    @Override
    public <T> List<T> sideBySide(List<Callable<T>> reads) {
        List<T> seen = new ArrayList<>();
        for (Callable<T> read : reads) {
            try {
                seen.add(read.call());
            } catch (RuntimeException bug) {
                throw bug;
            } catch (Exception impossible) {
                throw new IllegalStateException("the model's reads throw nothing checked", impossible);
            }
        }
        return seen;
    }
}
