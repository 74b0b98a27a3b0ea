package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.GlobalOptions;
import dev.changeover.cli.demo.DemoCommand;
import dev.changeover.cli.doctor.DoctorCommand;
import dev.changeover.cli.twin.TwinCommands;
import dev.changeover.cli.workshop.WorkshopCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command {@code changeover}, above all others. */
@Command(
        name = "changeover",
        description = "Moves a two-Region application on AWS to its other Region, and back.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = TopCommand.Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class TopCommand implements Runnable {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli finds the options in it; commands read them at the desk
    private final GlobalOptions options;

    @Spec
    private CommandSpec spec;

    private TopCommand(GlobalOptions options) {
        this.options = options;
    }

    /** The whole command line. More commands may be added to it before it is used. */
    public static CommandLine line(Desk desk) {
        var line = new CommandLine(new TopCommand(desk.options()));
        line.addSubcommand(new DemoCommand(desk));
        line.addSubcommand(new WorkshopCommand(desk));
        TwinCommands.all(desk).forEach(line::addSubcommand);
        line.addSubcommand(new AppsCommand(desk));
        line.addSubcommand(new ShowCommand(desk));
        line.addSubcommand(new ReadyCommand(desk));
        line.addSubcommand(new MoveCommand.Failover(desk));
        line.addSubcommand(new MoveCommand.Failback(desk));
        line.addSubcommand(new WatchCommand(desk));
        VerbCommands.all(desk).forEach(line::addSubcommand);
        line.addSubcommand(new ArmCommand.Arm(desk));
        line.addSubcommand(new ArmCommand.Disarm(desk));
        line.addSubcommand(new StopCommand(desk));
        line.addSubcommand(new GuardsCommand(desk));
        line.addSubcommand(new ReconcileCommand(desk));
        line.addSubcommand(new ReportCommand(desk));
        line.addSubcommand(new HistoryCommand(desk));
        line.addSubcommand(new DrillCommand(desk));
        line.addSubcommand(new DrillsCommand(desk));
        line.addSubcommand(new CommandLine(new PlanCommand())
                .addSubcommand(new PlanCommand.Validate(desk))
                .addSubcommand(new FromOutputsCommand(desk))
                .addSubcommand(new PublishCommand(desk)));
        line.addSubcommand(JournalCommand.line(desk));
        line.addSubcommand(new DoctorCommand(desk));
        line.addSubcommand(new CompletionCommand(desk));
        line.addSubcommand(new RehearseCommand(desk));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "A command is missing.");
    }

    /** Ours and Java's, because both matter to who has to help. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = TopCommand.class.getPackage().getImplementationVersion();
            return new String[] {
                "changeover " + (version == null ? "unpackaged" : version) + " on Java " + Runtime.version()
            };
        }
    }
}
