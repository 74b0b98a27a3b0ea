package dev.changeover.documents;

import dev.changeover.documents.Scenario.Expected;
import dev.changeover.documents.StepFunction.Manner;
import dev.changeover.twin.ssm.AutomationStatus;
import dev.changeover.twin.ssm.Signal;
import dev.changeover.twin.ssm.StopKind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Every way through the documents that anything in them can lead to. */
final class Scenarios {
    static final String ID = "unicorn-shop-20261122-1000";
    static final List<String> STEPS = List.of(
            "Preflight",
            "Approve",
            "StageSecret",
            "SwitchDatabase",
            "VerifyWritable",
            "RewriteSecret",
            "ShiftTraffic",
            "VerifyTraffic",
            "Report");

    private static final List<String> PHASES = List.of("precheck", "failover", "soak", "failback", "verdict");
    private static final Map<String, String> STEP_OF = Map.of(
            "precheck", "Precheck",
            "failover", "Failover",
            "soak", "SoakProbe",
            "failback", "Failback",
            "verdict", "Verdict");

    private static final Expected WELL = new Expected(AutomationStatus.Success, "RecordSuccess", List.of("Success"));
    private static final Expected FAILED = new Expected(AutomationStatus.Failed, "EndAsFailed", List.of("Failed"));
    private static final Expected CANCELLED =
            new Expected(AutomationStatus.Cancelled, "RecordCancellation", List.of("Cancelled"));

    private Scenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                        changeovers(Documents.failover()),
                        changeovers(Documents.failback()),
                        approvals(Documents.failover()),
                        approvals(Documents.failback()),
                        drills())
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> changeovers(Document document) {
        var plain = new Maker(document, Map.of("ChangeoverId", List.of(ID)));
        return Stream.concat(
                Stream.concat(
                        Stream.of(plain.with("all done at once", Scenarios::willing, WELL)),
                        Stream.concat(STEPS.stream().flatMap(step -> atStep(plain, step)), longApprovals(plain))),
                closings(plain, "Report", "StageSecret", "halted"));
    }

    /** A loop has a hundred turns; what can happen in the first may happen in each that waits on. */
    private static Stream<Scenario> longApprovals(Maker plain) {
        return Stream.of(100, 200, 300)
                .flatMap(before -> Stream.of(
                        plain.at("Approve", "approved after " + before, after(before, says("done")), WELL),
                        plain.at("Approve", "halted after " + before, after(before, says("halted")), FAILED),
                        plain.at("Approve", "cancelled after " + before, after(before, says("cancelled")), WELL),
                        plain.at("Approve", "broken after " + before, after(before, Scenarios::broken), FAILED),
                        plain.at("Approve", "silent after " + before, after(before, Scenarios::silent), FAILED),
                        plain.at("Approve", "stateless after " + before, after(before, Scenarios::stateless), FAILED),
                        plain.people(
                                "stopped as it waits for approval after " + before,
                                function -> function.when("Approve", after(before, Scenarios::silent)),
                                play -> play.stop(StopKind.Cancel),
                                CANCELLED)));
    }

    private static Manner after(int waits, Manner then) {
        return (asked, reply) -> {
            if (asked <= waits) {
                reply.state("wait");
            } else {
                then.answer(asked, reply);
            }
        };
    }

    private static Stream<Scenario> atStep(Maker plain, String step) {
        return Stream.of(
                plain.at(step, "halted", says("halted"), FAILED),
                plain.at(step, "cancelled meanwhile", says("cancelled"), WELL),
                plain.at(step, "over already", says("ended"), WELL),
                plain.at(step, "an answer nobody knows", says("perhaps"), FAILED),
                plain.at(step, "waits three times", waits(3), WELL),
                plain.at(step, "waits for ever", says("wait"), FAILED),
                plain.at(step, "fails once", failsOnce(), WELL),
                plain.at(step, "fails for good", Scenarios::broken, FAILED),
                plain.at(step, "never answers", Scenarios::silent, FAILED),
                plain.at(step, "answers without a state", Scenarios::stateless, FAILED),
                plain.stopped(step, StopKind.Cancel, CANCELLED),
                plain.stopped(
                        step, StopKind.Complete, new Expected(AutomationStatus.Success, step + "Turns", List.of())));
    }

    /** The closing steps, when they fail and when they are cancelled themselves. */
    private static Stream<Scenario> closings(Maker plain, String slow, String failing, String word) {
        Consumer<StepFunction> fails = function -> function.says(failing, word);
        Consumer<Play> cancels = play -> play.stop(StopKind.Cancel);
        return Stream.of(
                plain.with(
                        "well, but not recorded",
                        function -> function.when("Success", Scenarios::broken),
                        new Expected(AutomationStatus.Success, "RecordSuccess", thrice("Success"))),
                plain.with(
                        "failed, but not recorded",
                        fails.andThen(function -> function.when("Failed", Scenarios::broken)),
                        new Expected(AutomationStatus.Failed, "EndAsFailed", thrice("Failed"))),
                plain.people(
                        "cancelled, but not recorded",
                        function -> function.isSlowAt(slow).when("Cancelled", Scenarios::broken),
                        cancels,
                        CANCELLED),
                plain.people(
                        "cancelled twice",
                        function -> function.isSlowAt(slow).isSlowAt("Cancelled"),
                        cancels.andThen(cancels),
                        CANCELLED),
                plain.people(
                        "cancelled as it records a success",
                        function -> function.isSlowAt("Success"),
                        cancels,
                        new Expected(AutomationStatus.Cancelled, "RecordSuccess", List.of("Success"))),
                plain.people(
                        "cancelled as it records a failure",
                        fails.andThen(function -> function.isSlowAt("Failed")),
                        cancels,
                        new Expected(AutomationStatus.Cancelled, "RecordFailure", List.of("Failed"))));
    }

    private static List<String> thrice(String closing) {
        return List.of(closing, closing, closing);
    }

    private static Stream<Scenario> approvals(Document document) {
        var asking = new Maker(
                document,
                Map.of(
                        "ChangeoverId", List.of(ID),
                        "Approval", List.of("required"),
                        "Approvers", List.of("erin", "frank"),
                        "ApprovalsNeeded", List.of("2")));
        Consumer<Play> both = play -> play.signal(Signal.Type.Approve, "erin").signal(Signal.Type.Approve, "frank");
        Consumer<Play> cancels = play -> play.stop(StopKind.Cancel);
        var left = new Expected(AutomationStatus.Cancelled, "AskApprovers", List.of());
        return Stream.of(
                asking.people("approved by both", Scenarios::willing, both, WELL),
                asking.people("rejected", Scenarios::willing, play -> play.signal(Signal.Type.Reject, "frank"), FAILED),
                asking.with("nobody came to approve", Scenarios::willing, FAILED),
                asking.people("cancelled at the approval", Scenarios::willing, cancels, left),
                asking.people("the approval cannot be told", at("Approve", Scenarios::broken), both, FAILED),
                asking.people("telling the approval takes too long", at("Approve", Scenarios::silent), both, FAILED),
                asking.people(
                        "cancelled as the approval is told",
                        function -> function.isSlowAt("Approve"),
                        both.andThen(cancels),
                        CANCELLED));
    }

    private static Consumer<StepFunction> at(String key, Manner manner) {
        return function -> function.when(key, manner);
    }

    private static Stream<Scenario> drills() {
        var plain = new Maker(Documents.drill(), Map.of("DrillId", List.of(ID)));
        var tooLong = new Maker(Documents.drill(), Map.of("DrillId", List.of(ID), "SoakTime", List.of("PT999H")));
        var brief = new Maker(Documents.drill(), Map.of("DrillId", List.of(ID), "SoakTime", List.of("PT0S")));
        var soaking = new Expected(AutomationStatus.Cancelled, "Soak", List.of());
        return Stream.of(
                        Stream.of(
                                plain.with("there and back", Scenarios::willing, WELL),
                                tooLong.with(
                                        "a soak that is too long",
                                        function -> function.says("verdict", "failed"),
                                        FAILED),
                                plain.people(
                                        "cancelled as it soaks",
                                        Scenarios::willing,
                                        play -> play.stop(StopKind.Cancel),
                                        soaking)),
                        PHASES.stream().flatMap(phase -> atPhase(plain, phase)),
                        PHASES.stream().flatMap(phase -> stops(brief, phase)),
                        closings(brief, "precheck", "verdict", "failed"))
                .flatMap(scenarios -> scenarios);
    }

    private static Stream<Scenario> stops(Maker brief, String phase) {
        String asking = STEP_OF.get(phase) + "Turns";
        var left = new Expected(AutomationStatus.Success, asking, List.of());
        return Stream.of(
                brief.stopped(phase, StopKind.Cancel, CANCELLED), brief.stopped(phase, StopKind.Complete, left));
    }

    /** A phase that went wrong makes the verdict a failure; only the verdict itself is told what to say. */
    private static Stream<Scenario> atPhase(Maker plain, String phase) {
        return Stream.of(
                plain.with(phase + " failed", wrong(phase, says("failed")), FAILED),
                plain.with(phase + " gives an answer nobody knows", wrong(phase, says("perhaps")), FAILED),
                plain.at(phase, "waits three times", waits(3), WELL),
                plain.with(phase + " waits for ever", wrong(phase, says("wait")), FAILED),
                plain.at(phase, "fails once", failsOnce(), WELL),
                plain.with(phase + " fails for good", wrong(phase, Scenarios::broken), FAILED),
                plain.with(phase + " never answers", wrong(phase, Scenarios::silent), FAILED),
                plain.with(phase + " answers without a state", wrong(phase, Scenarios::stateless), FAILED));
    }

    private static Consumer<StepFunction> wrong(String phase, Manner manner) {
        return function -> function.says("verdict", "failed").when(phase, manner);
    }

    private static void willing(StepFunction function) {
        // It is as it comes: everything is done at once.
    }

    private static void silent(int asked, StepFunction.Reply reply) {
        // The answer never comes.
    }

    private static void broken(int asked, StepFunction.Reply reply) {
        reply.error();
    }

    private static void stateless(int asked, StepFunction.Reply reply) {
        reply.payload(Map.of("said", "I lost my state."));
    }

    private static Manner says(String state) {
        return (_, reply) -> reply.state(state);
    }

    private static Manner waits(int times) {
        return (asked, reply) -> reply.state(asked <= times ? "wait" : "done");
    }

    private static Manner failsOnce() {
        return (asked, reply) -> {
            if (asked == 1) {
                reply.error();
            } else {
                reply.state("done");
            }
        };
    }
}
