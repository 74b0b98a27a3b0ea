package dev.changeover.cli.command;

import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Nearest;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.step.Finding;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What failover and failback are told. */
final class MoveOptions {
    @Parameters(index = "0", paramLabel = "APP", description = "The application to move.")
    private String application;

    @Option(names = "--to", paramLabel = "REGION", description = "Where to. Default: as the command says.")
    private String to;

    @Option(
            names = "--ungraceful",
            description = "Emergency: move the writer at once, and lose the writes that were not replicated.")
    private boolean ungraceful;

    @Option(
            names = "--accept-loss",
            paramLabel = "5s|unknown",
            converter = Loss.Converter.class,
            description = "The most data, as time, that may be lost. Only with --ungraceful.")
    private Loss loss;

    @Option(names = "--acknowledge", paramLabel = "CODE", description = "Go on in spite of this finding. Repeatable.")
    private List<String> acknowledged = List.of();

    @Option(names = "--override-rule", paramLabel = "ARN", description = "Override this ARC safety rule. Repeatable.")
    private List<String> overridden = List.of();

    @Option(
            names = "--break-glass",
            description = "Write to this machine's own journal, because the shared one does not answer.")
    private boolean breakGlass;

    @Option(names = "--dry-run", description = "Show what would be found and touched, and change nothing.")
    private boolean dryRun;

    @Option(names = "--confirm", paramLabel = "\"APP REGION\"", description = "The phrase that is otherwise typed.")
    private String confirm;

    @Option(names = "--yes", description = "Has no effect here: a changeover needs the phrase.")
    private boolean yes;

    @Option(names = "--reason", paramLabel = "TEXT", description = "Why; kept in the journal.")
    private String reason = "";

    @Option(names = "--detach", description = "Start, go on in the background, and return at once.")
    private boolean detach;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = Lengths.class,
            description = "Let go after so long, such as 10m. Nothing is cancelled.")
    private Duration timeout;

    String application() {
        return application;
    }

    boolean dryRun() {
        return dryRun;
    }

    boolean detach() {
        return detach;
    }

    boolean breakGlass() {
        return breakGlass;
    }

    boolean yes() {
        return yes;
    }

    Optional<String> confirm() {
        return Optional.ofNullable(confirm);
    }

    Optional<Duration> timeout() {
        return Optional.ofNullable(timeout);
    }

    Optional<Loss> loss() {
        return Optional.ofNullable(loss);
    }

    Mode mode() {
        return ungraceful ? Mode.UNGRACEFUL : Mode.GRACEFUL;
    }

    /** Checks what picocli cannot. */
    void check() {
        if (loss != null && !ungraceful) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "--accept-loss goes with --ungraceful only: a graceful changeover loses nothing.",
                    "Leave it away, or add --ungraceful.");
        }
        List<String> known =
                Arrays.stream(Finding.Code.values()).map(Finding.Code::name).toList();
        for (String code : acknowledged) {
            if (!known.contains(code)) {
                throw new Refusal(
                        ExitCode.USAGE,
                        "There is no finding '" + code + "'." + Nearest.question(code, known),
                        "--dry-run lists the findings there are.");
            }
            Finding.Code finding = Finding.Code.valueOf(code);
            if (!finding.acknowledgeable()) {
                throw new Refusal(
                        ExitCode.USAGE, code + " cannot be acknowledged.", "Do this: " + finding.remedy() + ".");
            }
        }
    }

    Region target(ApplicationPlan plan, Region otherwise) {
        if (to == null) {
            return otherwise;
        }
        List<String> known = List.of(
                plan.primary().region().code(), plan.secondary().region().code());
        if (!known.contains(to)) {
            throw new Refusal(
                    ExitCode.USAGE,
                    plan.name() + " does not live in '" + to + "'." + Nearest.question(to, known),
                    "It lives in " + String.join(" and ", known) + ".");
        }
        return new Region(to);
    }

    ChangeoverRequest request(
            ChangeoverId id, ApplicationPlan plan, Region target, String who, Optional<Loss> accepted) {
        Set<String> codes = new HashSet<>(acknowledged);
        accepted.map(Loss::acknowledges).ifPresent(codes::addAll);
        return new ChangeoverRequest(
                id,
                plan.other(target).region(),
                target,
                mode(),
                new Actor(who, reason),
                accepted.flatMap(Loss::most),
                codes,
                rules());
    }

    private List<SafetyRuleArn> rules() {
        try {
            return overridden.stream().map(SafetyRuleArn::new).toList();
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(
                    ExitCode.USAGE, "--override-rule: " + wrong.getMessage() + ".", "Name the safety rule by its ARN.");
        }
    }
}
