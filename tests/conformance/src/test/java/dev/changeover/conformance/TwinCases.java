package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.World;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** What the cases of all ports share: a twin at rest with the writer in us-east-1, ways to break it, words. */
abstract class TwinCases {
    /** What a machine busy with other work may add to a bound. */
    private static final Duration BUSY = Duration.ofSeconds(1);

    TwinDoor door;
    TwinAccount account;
    ApplicationPlan plan;
    World world;
    Site east;
    Site west;

    /** The door these cases are held to. */
    abstract TwinDoor open();

    @BeforeEach
    void openTheDoor() {
        door = open();
        account = door.account;
        plan = door.plan();
        world = door.world();
        east = plan.primary();
        west = plan.secondary();
    }

    @AfterEach
    void closeTheDoor() {
        door.close();
    }

    void everyCall(String service, Fault fault) {
        account.faults().plan(Faults.Scope.ALL.service(service), fault);
    }

    void everyCall(String service, String action, Fault fault) {
        account.faults().plan(Faults.Scope.ALL.service(service).action(action), fault);
    }

    void goesDark(Region region) {
        account.regions().darken(region);
    }

    /** Two call timeouts are what the whole effort of any port may take. */
    <T> T inTime(Supplier<T> asks) {
        long began = System.nanoTime();
        T seen = asks.get();
        assertThat(Duration.ofNanos(System.nanoTime() - began))
                .isLessThan(plan.timeouts().call().multipliedBy(2).plus(BUSY));
        return seen;
    }

    static void assertAccepted(Answer answer) {
        assertThat(answer).isEqualTo(new Answer.Accepted());
    }

    static void assertRefused(Answer answer, PortFailure.Code code) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why().code())
                                .as(refused.why().message())
                                .isEqualTo(code));
    }

    static void assertUnknown(Answer answer) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        Answer.Unknown.class,
                        unknown -> assertThat(unknown.why().code()).isEqualTo(PortFailure.Code.UNREACHABLE));
    }

    /** Of the length and letters that Secrets Manager takes as a ClientRequestToken. */
    static String token() {
        return UUID.randomUUID().toString();
    }
}
