package dev.changeover.conformance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The application that a plan names, at rest: {@code -Dchangeover.contract.plan=FILE}. The cases share it, so they take
 * turns. Cases that move or break things are for the twin alone.
 */
@Execution(ExecutionMode.SAME_THREAD)
class AccountDoorTest {
    private static final String PLAN = "changeover.contract.plan";

    @BeforeAll
    static void requireAPlan() {
        boolean named = !System.getProperty(PLAN, "").isBlank();
        if (!named) {
            System.out.println("SKIPPED: no plan of an application on AWS is named by -D" + PLAN
                    + "=FILE, so AWS itself was not held to the cases.");
        }
        assumeTrue(named, "no -D" + PLAN);
    }

    @Nested
    @Execution(ExecutionMode.SAME_THREAD)
    class AtRest extends AtRestContractTest {
        @Override
        Door open() {
            return new AccountDoor(Path.of(System.getProperty(PLAN)));
        }
    }
}
