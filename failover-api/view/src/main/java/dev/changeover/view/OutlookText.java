package dev.changeover.view;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.util.Optional;

/** What an operator reads before saying yes. */
public final class OutlookText {
    private final Ink ink;

    public OutlookText(Ink ink) {
        this.ink = ink;
    }

    public String of(Outlook outlook) {
        var request = outlook.request();
        var text = new StringBuilder();
        text.append(ink.bold(Words.of(request.mode()) + " " + Words.of(outlook.direction()) + " of "
                        + outlook.plan().name() + ", " + request.from() + " " + ink.arrow() + " " + request.to()))
                .append('\n');
        text.append("  Active now  ")
                .append(database(outlook.seen().database()))
                .append('\n');
        text.append("  Loss        ").append(loss(outlook)).append('\n');
        text.append("  Will be touched\n").append(touched(outlook).toString().indent(4));
        request.overriddenRules()
                .forEach(rule ->
                        text.append("  Safety rule overridden  ").append(rule).append('\n'));
        text.append(findings(outlook));
        outlook.live()
                .ifPresent(id -> text.append("  ")
                        .append(ink.mark(Mark.HALTED, "Live changeover " + id + ": only one at a time"))
                        .append('\n'));
        return text.toString();
    }

    static String database(DatabaseView seen) {
        return switch (seen) {
            case DatabaseView.WriterIn writer ->
                "the writer is in " + writer.region() + ", " + writer.status() + ", replica "
                        + writer.replica()
                                .name()
                                .toLowerCase(java.util.Locale.ROOT)
                                .replace('_', '-');
            case DatabaseView.Moving moving ->
                "moving " + moving.from() + " to " + moving.to() + " (" + moving.status() + ")";
            case DatabaseView.Broken broken -> "not what the plan says: " + broken.found();
            case DatabaseView.Unreadable(var why, var _) -> "unknown, RDS is " + Words.of(why);
        };
    }

    static String lag(LagView seen, Duration objective) {
        return switch (seen) {
            case LagView.Unreadable(var why, var _) -> "unknown, CloudWatch is " + Words.of(why);
            case LagView.Measured lag ->
                "lag now " + Words.of(lag.latest()) + ", five-minute maximum " + Words.of(lag.possibleLoss())
                        + ", objective " + Words.of(objective) + " (" + lag.source() + ", measured "
                        + Words.clock(lag.measuredAt()) + ")";
        };
    }

    private String loss(Outlook outlook) {
        String lag = lag(outlook.seen().lag(), outlook.plan().objectives().rpo());
        if (outlook.graceful()) {
            return "none; a graceful move waits for replication (" + lag + ")";
        }
        String accepted = outlook.request()
                .acceptedLoss()
                .map(loss -> "; accepted up to " + Words.of(loss))
                .orElse("");
        String most = outlook.seen().lag() instanceof LagView.Measured measured
                ? "may lose the last " + Words.of(measured.possibleLoss()) + " of writes"
                : "may lose writes, nobody knows how many";
        return ink.mark(Mark.WARN, most) + " (" + lag + ")" + accepted;
    }

    private Table touched(Outlook outlook) {
        Site from = outlook.from();
        Site to = outlook.to();
        var table = new Table("WHAT", "NOW", "AFTER");
        table.row(
                "global cluster " + outlook.plan().globalCluster(),
                outlook.active().map(region -> "writer in " + region).orElse("unknown"),
                "writer in " + to.region());
        table.row(
                "secret in " + to.region(),
                now(Optional.of(outlook.seen().targetSecret())),
                to.database().toString());
        table.row(
                "secret in " + from.region(),
                now(outlook.seen().sourceSecret()),
                to.database().toString());
        table.row("routing control of " + to.region(), state(outlook, to.region()), "On");
        table.row("routing control of " + from.region(), state(outlook, from.region()), "Off");
        return table;
    }

    /** Short, since it is a cell: why something is unknown stands among the findings. */
    private static String now(Optional<SecretView> seen) {
        return seen.filter(SecretView.Unreadable.class::isInstance).isPresent() ? "unknown" : names(seen);
    }

    static String names(Optional<SecretView> seen) {
        return seen.map(view -> switch (view) {
                    case SecretView.Held held -> held.current().names() + (held.replica() ? " (replica)" : "");
                    case SecretView.Unreadable(var why, var _) -> "unknown, " + Words.of(why);
                })
                .orElse("not asked");
    }

    private static String state(Outlook outlook, Region region) {
        return switch (outlook.seen().routing()) {
            case RoutingView.States states -> states.on().contains(region) ? "On" : "Off";
            case RoutingView.Unreadable _ -> "unknown";
        };
    }

    private String findings(Outlook outlook) {
        if (outlook.findings().isEmpty()) {
            return "  Findings    none\n";
        }
        var text = new StringBuilder("  Findings\n");
        outlook.findings().forEach(finding -> {
            boolean stops = outlook.blocking().contains(finding);
            text.append("    ")
                    .append(ink.mark(
                            stops ? Mark.HALTED : Mark.WARN, finding.code().name()))
                    .append(" (")
                    .append(finding.evidence())
                    .append("): ")
                    .append(finding.code().remedy())
                    .append('\n');
        });
        return text.toString();
    }
}
