package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Nearest;
import dev.changeover.cli.Refusal;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.StepName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The eight things a person may say. */
final class VerbCommands {
    private VerbCommands() {}

    static List<Object> all(Desk desk) {
        return List.of(
                new Pause(desk),
                new Resume(desk),
                new Retry(desk),
                new Skip(desk),
                new Cancel(desk),
                new Escalate(desk),
                new Approve(desk),
                new Acknowledge(desk));
    }

    @Command(name = "pause", description = "Take no further action until resumed. What AWS has begun goes on.")
    static final class Pause extends VerbCommand {
        Pause(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Pause(by));
        }

        @Override
        boolean goesOn() {
            return false;
        }
    }

    @Command(name = "resume", description = "Go on with a paused changeover.")
    static final class Resume extends VerbCommand {
        Resume(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Resume(by));
        }
    }

    @Command(name = "retry", description = "Try the halted step again, its deadline counted anew.")
    static final class Retry extends VerbCommand {
        Retry(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Retry(by));
        }
    }

    @Command(name = "skip", description = "Go on without the halted step, which is recorded as skipped.")
    static final class Skip extends VerbCommand {
        Skip(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Skip(by));
        }
    }

    @Command(name = "cancel", description = "End the changeover where it is. Nothing is undone.")
    static final class Cancel extends VerbCommand {
        Cancel(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Cancel(by));
        }

        @Override
        boolean cancels() {
            return true;
        }
    }

    @Command(name = "escalate", description = "Turn a graceful changeover into an ungraceful one.")
    static final class Escalate extends VerbCommand {
        @Option(
                names = "--accept-loss",
                required = true,
                paramLabel = "5s|unknown",
                converter = Loss.Converter.class,
                description = "The most data, as time, that may be lost.")
        private Loss loss;

        Escalate(Desk desk) {
            super(desk);
        }

        /** An unknown loss is a finding of its own; it is acknowledged first, so that Preflight does not halt again. */
        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            List<Verb> verbs = new ArrayList<>();
            if (!loss.acknowledges().isEmpty()
                    && !state.findings().isEmpty()
                    && !state.progress(StepName.PREFLIGHT).over()) {
                verbs.add(new Verb.Acknowledge(by, loss.acknowledges()));
            }
            verbs.add(new Verb.Escalate(by, loss.most()));
            return verbs;
        }
    }

    @Command(name = "approve", description = "Say yes as the second person.")
    static final class Approve extends VerbCommand {
        Approve(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            return List.of(new Verb.Approve(by));
        }
    }

    @Command(name = "acknowledge", description = "Go on in spite of the named findings.")
    static final class Acknowledge extends VerbCommand {
        @Parameters(index = "1..*", arity = "1..*", paramLabel = "CODE", description = "Codes of the findings.")
        private List<String> codes;

        Acknowledge(Desk desk) {
            super(desk);
        }

        @Override
        List<Verb> verbs(ChangeoverState state, Actor by) {
            Set<String> known =
                    Arrays.stream(Finding.Code.values()).map(Finding.Code::name).collect(Collectors.toSet());
            for (String code : codes) {
                if (!known.contains(code)) {
                    throw new Refusal(
                            ExitCode.USAGE,
                            "There is no finding '" + code + "'." + Nearest.question(code, known),
                            "changeover report " + state.request().id() + " lists the findings there are.");
                }
            }
            return List.of(new Verb.Acknowledge(by, Set.copyOf(codes)));
        }
    }
}
