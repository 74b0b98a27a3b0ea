package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints what makes a shell complete our words. */
@Command(
        name = "completion",
        description = "Print completion for a shell.",
        footer = "bash: source <(changeover completion bash)   zsh: source <(changeover completion zsh)")
final class CompletionCommand implements Callable<Integer> {
    /** The shells picocli's script runs in. */
    enum Shell {
        bash,
        zsh
    }

    private final Desk desk;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "SHELL", description = "${COMPLETION-CANDIDATES}.")
    private Shell shell;

    CompletionCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        CommandLine root = spec.root().commandLine();
        String script = AutoComplete.bash("changeover", root);
        String before = shell == Shell.zsh
                ? "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n"
                : "";
        desk.streams().out().print(before + script);
        desk.streams().out().flush();
        return 0;
    }
}
