package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.core.model.Region;
import dev.changeover.twin.world.Outage;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes something go wrong in a twin. Nothing of this exists for a real application. */
@Command(
        name = "outage",
        description = {
            "Make something go wrong in a twin.",
            "  outage us-east-1                         the whole Region goes dark",
            "  outage --service rds --kind silent       calls that are taken and never answered",
            "  outage --service rds --action FailoverGlobalCluster --kind lose-reply --calls 1",
            "  outage --arc-endpoints 2                 two of the five ARC endpoints are down",
            "  outage --replication-delay 300           milliseconds one way between the Regions"
        })
final class OutageCommand extends TwinCommand {
    @Parameters(arity = "0..1", paramLabel = "REGION", description = "The Region that goes dark, or where calls fail.")
    private String region;

    @Option(names = "--service", paramLabel = "NAME", description = "Signing name, such as rds or secretsmanager.")
    private String service;

    @Option(names = "--action", paramLabel = "NAME", description = "API action, such as FailoverGlobalCluster.")
    private String action;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "slow, error, throttle, silent, lose-reply or lose-request.")
    private String kind;

    @Option(names = "--slow-by", paramLabel = "MS", defaultValue = "1000", description = "For slow. Default: 1000.")
    private long slowByMs;

    @Option(names = "--calls", paramLabel = "N", description = "Only the next N calls.")
    private Integer calls;

    @Option(names = "--arc-endpoints", paramLabel = "N", description = "How many of the five are down, 0 to 5.")
    private Integer endpoints;

    @Option(names = "--replication-delay", paramLabel = "MS", description = "One way, in milliseconds; 0 mends it.")
    private Long delayMs;

    OutageCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        Outage outage = wanted();
        twin().begin(outage);
        desk().say("In the twin on port " + ports().base() + ": " + inWords(outage) + ".");
        return ExitCode.DONE;
    }

    private Outage wanted() {
        try {
            if (endpoints != null) {
                return new Outage.RoutingEndpoints(endpoints);
            }
            if (delayMs != null) {
                return new Outage.ReplicationDelay(Duration.ofMillis(delayMs));
            }
            Optional<Region> where = Optional.ofNullable(region).map(Region::new);
            if (kind != null) {
                var target = new Outage.Target(where, Optional.ofNullable(service), Optional.ofNullable(action));
                var what = Outage.Kind.valueOf(kind.toUpperCase(Locale.ROOT).replace('-', '_'));
                return new Outage.Service(
                        target,
                        what,
                        Duration.ofMillis(slowByMs),
                        calls == null ? OptionalInt.empty() : OptionalInt.of(calls));
            }
            return where.map(Outage.RegionDark::new)
                    .orElseThrow(() -> new IllegalArgumentException("say what goes wrong: a REGION, or an option"));
        } catch (IllegalArgumentException wrong) {
            throw new Refusal(ExitCode.USAGE, wrong.getMessage() + ".", "See: changeover outage --help");
        }
    }

    private static String inWords(Outage outage) {
        return switch (outage) {
            case Outage.RegionDark(var dark) -> dark + " is dark: no API, no database, no shop answers there";
            case Outage.RoutingEndpoints(var count) -> count + " of the five ARC endpoints are down";
            case Outage.ReplicationDelay(var delay) ->
                "the link between the Regions takes " + delay.toMillis() + " ms one way";
            case Outage.Service fault ->
                fault.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ') + " for "
                        + fault.target().service().orElse("every service")
                        + fault.target().action().map(name -> " " + name).orElse("");
        };
    }
}
