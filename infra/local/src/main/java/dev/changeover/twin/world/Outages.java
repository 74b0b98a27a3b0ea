package dev.changeover.twin.world;

import dev.changeover.core.model.Region;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import java.time.Duration;

/** Brings outages about, and mends them. */
public final class Outages {
    private final TwinAccount account;

    public Outages(TwinAccount account) {
        this.account = account;
    }

    public void begin(Outage outage) {
        switch (outage) {
            case Outage.RegionDark(var region) -> account.regions().darken(region);
            case Outage.Service service -> plan(service);
            case Outage.RoutingEndpoints(var count) -> {
                for (int index = 0; index < Regions.ARC_ENDPOINTS.size(); index++) {
                    account.faults().arcEndpointUp(index);
                }
                for (int index = 0; index < count; index++) {
                    account.faults().arcEndpointDown(index);
                }
            }
            case Outage.ReplicationDelay(var delay) -> account.dataPlane().delayReplication(delay);
        }
    }

    /** The Region answers again; its databases rejoin in their own time. */
    public void heal(Region region) {
        account.regions().recover(region);
    }

    /** Nothing is wrong any longer, as far as anybody asked for it. */
    public void healAll() {
        account.faults().healAll();
        account.dataPlane().delayReplication(Duration.ZERO);
        Regions.ARC_ENDPOINTS.forEach(account.regions()::recover);
    }

    private void plan(Outage.Service outage) {
        var target = outage.target();
        var scope = new Faults.Scope(target.region(), target.service(), target.action());
        Fault fault = fault(outage);
        outage.calls()
                .ifPresentOrElse(
                        calls -> account.faults().planNext(calls, scope, fault),
                        () -> account.faults().plan(scope, fault));
    }

    private static Fault fault(Outage.Service outage) {
        return switch (outage.kind()) {
            case SLOW -> new Fault.Slow(outage.slowBy());
            case ERROR -> new Fault.Broken();
            case THROTTLE -> new Fault.Throttle();
            case SILENT -> new Fault.Silent();
            case LOSE_REPLY -> new Fault.LoseReply();
            case LOSE_REQUEST -> new Fault.LoseRequest();
        };
    }
}
