package dev.changeover.conformance;

import org.junit.jupiter.api.Nested;

/** The AWS adapters over the wire, held to every case in real time. */
class WireDoorTest {
    @Nested
    class Database extends DatabaseContractTest {
        @Override
        TwinDoor open() {
            return new WireDoor();
        }
    }

    @Nested
    class Secret extends SecretContractTest {
        @Override
        TwinDoor open() {
            return new WireDoor();
        }
    }

    @Nested
    class Routing extends RoutingContractTest {
        @Override
        TwinDoor open() {
            return new WireDoor();
        }
    }

    @Nested
    class Lag extends LagContractTest {
        @Override
        TwinDoor open() {
            return new WireDoor();
        }
    }

    @Nested
    class Probe extends ProbeContractTest {
        @Override
        TwinDoor open() {
            return new WireDoor();
        }
    }

    @Nested
    class AtRest extends AtRestContractTest {
        @Override
        Door open() {
            return new WireDoor();
        }
    }
}
