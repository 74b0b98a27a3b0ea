package dev.changeover.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options every command takes, before its name or after it. */
public final class GlobalOptions {
    /** How data is written to stdout. */
    public enum Format {
        table,
        json,
        jsonl
    }

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Plan file. Default: $CHANGEOVER_PLAN, else all *.plan.yaml in HOME/plans.")
    private Path plan;

    @Option(
            names = "--home",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where plans and the journal are. Default: $CHANGEOVER_HOME, else ~/.changeover.")
    private Path home;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            scope = ScopeType.INHERIT,
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Format format = Format.table;

    public Optional<Path> plan() {
        return Optional.ofNullable(plan);
    }

    public Optional<Path> home() {
        return Optional.ofNullable(home);
    }

    public Format format() {
        return format;
    }
}
