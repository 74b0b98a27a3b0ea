package dev.changeover.twin.wire;

import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Regions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Every AWS door of one twin: the main gateway and the five ARC endpoints, over one model. */
public final class Gateways implements AutoCloseable {
    private final List<Gateway> open = new ArrayList<>();

    private Gateways() {}

    /** As the other, where nobody keeps count of the calls. */
    public static Gateways open(Ports ports, Faults faults, Collection<Service> services, Collection<Service> arc) {
        return open(ports, faults, new Calls(), services, arc);
    }

    /** Opens all six or none. {@code arc} are the services of the ARC endpoints, {@code services} those of the rest. */
    public static Gateways open(
            Ports ports, Faults faults, Calls calls, Collection<Service> services, Collection<Service> arc) {
        var gateways = new Gateways();
        try {
            gateways.open.add(Gateway.open(ports.gateway(), faults, calls, services));
            for (int index = 0; index < Regions.ARC_ENDPOINTS.size(); index++) {
                var region = Regions.ARC_ENDPOINTS.get(index);
                gateways.open.add(Gateway.openIn(region, ports.arcEndpoint(index), faults, calls, arc));
            }
            return gateways;
        } catch (RuntimeException refused) {
            gateways.close();
            throw refused;
        }
    }

    @Override
    public void close() {
        open.forEach(Gateway::close);
    }
}
