package dev.changeover.conformance;

import org.junit.jupiter.api.Nested;

/** The model asked directly, held to every case in virtual time. */
class PortsDoorTest {
    @Nested
    class Database extends DatabaseContractTest {
        @Override
        TwinDoor open() {
            return new PortsDoor();
        }
    }

    @Nested
    class Secret extends SecretContractTest {
        @Override
        TwinDoor open() {
            return new PortsDoor();
        }
    }

    @Nested
    class Routing extends RoutingContractTest {
        @Override
        TwinDoor open() {
            return new PortsDoor();
        }
    }

    @Nested
    class Lag extends LagContractTest {
        @Override
        TwinDoor open() {
            return new PortsDoor();
        }
    }

    @Nested
    class Probe extends ProbeContractTest {
        @Override
        TwinDoor open() {
            return new PortsDoor();
        }
    }

    @Nested
    class AtRest extends AtRestContractTest {
        @Override
        Door open() {
            return new PortsDoor();
        }
    }
}
