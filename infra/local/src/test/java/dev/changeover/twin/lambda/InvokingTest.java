package dev.changeover.twin.lambda;

import static dev.changeover.twin.Refusals.assertRefused;
import static dev.changeover.twin.lambda.LambdaWorld.EAST;
import static dev.changeover.twin.lambda.LambdaWorld.TIMEOUT;
import static dev.changeover.twin.lambda.LambdaWorld.WEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.lambda.PlainSandboxes.Deed;
import dev.changeover.twin.model.AwsError;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Synchronous invocations: what comes back, how long a sandbox lives, how many there may be. */
class InvokingTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final LambdaWorld world = new LambdaWorld();

    @Test
    void returnsWhatTheFunctionReturns() {
        world.with("echo", event -> Deed.returns(event.payload()).after(SECOND));
        world.invoke("echo", "{\"a\":1}");
        world.settle();
        assertThat(world.over).isEmpty();
        world.pass(SECOND);
        assertThat(world.last()).isEqualTo(new Outcome.Returned("{\"a\":1}"));
        assertThat(world.over.getLast().version()).isEqualTo("$LATEST");
    }

    @Test
    void noPayloadIsAnEmptyObject() {
        world.with("echo", event -> Deed.returns(event.payload()));
        world.invoke("echo", "");
        world.settle();
        assertThat(world.last()).isEqualTo(new Outcome.Returned("{}"));
    }

    @Test
    void tellsTheFunctionWhenItWillBeKilled() {
        world.sandboxes.startingIn(SECOND);
        world.with("clock", event -> Deed.returns("\"" + event.deadline() + "\""));
        world.invoke("clock", "{}");
        world.pass(SECOND);
        assertThat(world.last())
                .isEqualTo(new Outcome.Returned(
                        "\"" + LambdaWorld.BEGIN.plus(SECOND).plus(TIMEOUT) + "\""));
    }

    @Test
    void anErrorOfTheFunctionIsItsAnswer() {
        world.with("broken", _ -> Deed.fails("java.lang.IllegalStateException", "no"));
        world.invoke("broken", "{}");
        world.settle();
        assertThat(world.last())
                .isEqualTo(new Outcome.Failed(
                        "{\"errorType\":\"java.lang.IllegalStateException\",\"errorMessage\":\"no\"}"));
    }

    @Test
    void aFunctionThatTakesTooLongIsKilled() {
        world.with("slow", _ -> Deed.returns("1").after(TIMEOUT.plus(SECOND)));
        world.invoke("slow", "{}");
        world.pass(TIMEOUT);
        assertThat(world.last()).isInstanceOf(Outcome.Failed.class);
        assertThat(world.last().toString())
                .contains("Sandbox.Timedout")
                .contains("RequestId: " + world.over.getLast().requestId())
                .contains("Task timed out after 30.00 seconds");
        assertThat(world.lambdas.sandboxes(EAST)).isZero();
        world.pass(SECOND);
        assertThat(world.over).hasSize(1);
    }

    @Test
    void aFunctionThatNeverStartsTimesOutToo() {
        world.sandboxes.startingIn(Duration.ofHours(1));
        world.with("stuck", _ -> Deed.returns("1"));
        world.invoke("stuck", "{}");
        world.pass(Environment.INIT_MAX.plus(TIMEOUT).minusMillis(1));
        assertThat(world.over).isEmpty();
        world.pass(Duration.ofMillis(1));
        assertThat(world.last().toString()).contains("Sandbox.Timedout");
    }

    @Test
    void aProcessThatEndsIsAnErrorAndTheNextEventGetsAnother() {
        world.with("suicide", event -> event.payload().equals("1") ? Deed.exits(137) : Deed.returns("2"));
        world.invoke("suicide", "1");
        world.settle();
        assertThat(world.last().toString())
                .contains("Runtime.ExitError")
                .contains("Runtime exited with error: signal: killed");
        world.invoke("suicide", "2");
        world.settle();
        assertThat(world.last()).isEqualTo(new Outcome.Returned("2"));
        assertThat(world.sandboxes.opened()).isEqualTo(2);
    }

    @Test
    void anEventForAProcessThatIsEndingGoesToAnother() {
        world.with("last", event -> Deed.returns(event.payload()).andExits());
        world.lambdas.invoke(EAST, Lambdas.Call.of("last", "1"), ended -> {
            world.over.add(ended);
            world.invoke("last", "2"); // before the end of the process is known
        });
        world.settle();
        assertThat(world.sandboxes.opened()).isEqualTo(2);
        assertThat(world.over)
                .extracting(Ended::outcome)
                .containsExactly(new Outcome.Returned("1"), new Outcome.Returned("2"));
    }

    @Test
    void whatCannotBeStartedSaysWhy() {
        world.lambdas.deploy(EAST, LambdaWorld.spec("unknown"));
        world.invoke("unknown", "{}");
        world.settle();
        assertThat(world.last().toString()).contains("Runtime.HandlerNotFound");
        assertThat(world.lambdas.sandboxes(EAST)).isZero();
    }

    @Test
    void aSandboxIsUsedAgainUntilNobodyNeededItForAWhile() {
        world.with("echo", event -> Deed.returns(event.payload()));
        for (int turn = 0; turn < 3; turn++) {
            world.invoke("echo", "{}");
            world.pass(Hosting.Terms.local().idleMax().minus(SECOND));
        }
        assertThat(world.sandboxes.opened()).isEqualTo(1);
        assertThat(world.lambdas.sandboxes(EAST)).isEqualTo(1);
        world.pass(SECOND);
        assertThat(world.lambdas.sandboxes(EAST)).isZero();
    }

    @Test
    void oneEventAtATimeInASandboxAndOthersBesideIt() {
        world.with("slow", _ -> Deed.returns("1").after(SECOND));
        world.invoke("slow", "{}");
        world.invoke("slow", "{}");
        world.settle();
        assertThat(world.sandboxes.opened()).isEqualTo(2);
        world.pass(SECOND);
        assertThat(world.over).hasSize(2);
        world.invoke("slow", "{}");
        world.settle();
        assertThat(world.sandboxes.opened()).isEqualTo(2);
    }

    @Test
    void refusesMoreAtATimeThanTheAccountOrTheFunctionMay() {
        var two = new LambdaWorld(Hosting.Terms.local().concurrency(2));
        two.with("slow", _ -> Deed.returns("1").after(SECOND));
        two.with("other", _ -> Deed.returns("1").after(SECOND));
        two.invoke("slow", "{}");
        two.invoke("other", "{}");
        assertRefused("TooManyRequestsException", () -> two.invoke("slow", "{}"));
        two.lambdas.invoke(WEST, Lambdas.Call.of("slow", "{}"), two.over::add); // each Region has its own
        two.pass(SECOND);
        assertThat(two.over).hasSize(3);

        two.lambdas.attachments().reserve(EAST, "slow", 1);
        two.invoke("slow", "{}");
        assertThatThrownBy(() -> two.invoke("slow", "{}"))
                .isInstanceOfSatisfying(
                        AwsError.class,
                        error -> assertThat(error.fields())
                                .containsEntry("Reason", "ReservedFunctionConcurrentInvocationLimitExceeded"));
        two.invoke("other", "{}"); // the reservation leaves it one
        assertRefused("TooManyRequestsException", () -> two.invoke("other", "{}"));
    }

    @Test
    void newCodeMeetsTheNextEventAndNotTheOneThatRuns() {
        world.with("slow", _ -> Deed.returns("1").after(SECOND));
        world.invoke("slow", "1");
        world.settle();
        world.lambdas.update(EAST, "slow", Optional.empty(), spec -> spec.withCode(LambdaWorld.code("new")));
        assertThat(world.over).isEmpty();
        world.pass(SECOND);
        assertThat(world.last()).isEqualTo(new Outcome.Returned("1"));
        assertThat(world.lambdas.sandboxes(EAST)).as("with old code").isZero();
        world.invoke("slow", "2");
        world.pass(SECOND);
        assertThat(world.sandboxes.opened()).isEqualTo(2);
    }

    @Test
    void aDarkRegionTakesItsSandboxesAndTheirAnswersWithIt() {
        world.with("slow", _ -> Deed.returns("1").after(SECOND));
        world.invoke("slow", "{}");
        world.settle();
        world.regions.darken(EAST);
        assertThat(world.last()).isEqualTo(new Outcome.Lost());
        assertThat(world.lambdas.sandboxes(EAST)).isZero();
        world.invoke("slow", "{}"); // was on its way when the Region went dark
        world.pass(SECOND);
        assertThat(world.over).hasSize(2).allMatch(ended -> ended.outcome().equals(new Outcome.Lost()));
        world.regions.recover(EAST);
        world.invoke("slow", "{}");
        world.pass(SECOND);
        assertThat(world.last()).isEqualTo(new Outcome.Returned("1"));
    }

    @Test
    void refusesWhatLambdaRefuses() {
        world.with("echo", event -> Deed.returns(event.payload()));
        assertRefused("ResourceNotFoundException", () -> world.invoke("none", "{}"))
                .hasMessage("Function not found: arn:aws:lambda:us-east-1:000000000000:function:none");
        assertRefused("ResourceNotFoundException", () -> world.invoke("echo:7", "{}"));
        assertRefused("InvalidRequestContentException", () -> world.invoke("echo", "{"));
        assertRefused("InvalidRequestContentException", () -> world.invoke("echo", "{} {}"));
        assertRefused("ValidationException", () -> world.invoke("e c h o", "{}"));
        assertRefused(
                        "ResourceNotFoundException",
                        () -> world.invoke("arn:aws:lambda:us-west-2:000000000000:function:echo", "{}"))
                .hasMessageContaining("not reachable in this region");
        String large = "\"" + "a".repeat(Lambdas.SYNCHRONOUS_BYTES_MAX - 2) + "\"";
        world.invoke("echo", large);
        assertRefused("RequestTooLargeException", () -> world.invoke("echo", large + " "))
                .hasMessage("Request must be smaller than 6291456 bytes for the InvokeFunction operation");
    }

    @Test
    void anArnNamesTheFunctionAsANameDoes() {
        world.with("echo", event -> Deed.returns("\"" + event.arn() + "\""));
        String arn = "arn:aws:lambda:us-east-1:000000000000:function:echo";
        for (String name : new String[] {arn, "000000000000:function:echo", "echo"}) {
            world.invoke(name, "{}");
            world.settle();
            assertThat(world.last()).isEqualTo(new Outcome.Returned("\"" + arn + "\""));
        }
    }
}
