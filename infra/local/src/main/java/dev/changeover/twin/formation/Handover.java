package dev.changeover.twin.formation;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.route53.Change;
import dev.changeover.twin.route53.HostedZone;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.routing.RoutingState;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person does once the stacks are there, and no template can: tells the secrets where the writer is, switches
 * the first Region on, and puts an application behind the names. {@code infra/aws/README.md}, steps 6 and 8.
 */
public final class Handover {
    /** Seconds. The application's own names change with nothing, and nobody wants to wait for them in a twin. */
    private static final long TTL_SECONDS = 1;

    private final TwinAccount account;
    private final ApplicationPlan plan;
    private final Consumer<BooleanSupplier> await;

    /** {@code await} returns once its condition holds. */
    public Handover(TwinAccount account, ApplicationPlan plan, Consumer<BooleanSupplier> await) {
        this.account = account;
        this.plan = plan;
        this.await = await;
    }

    /**
     * Fills in the first Region's secret and copies it to the other's.
     *
     * @return what the secrets say now
     */
    public Secret tellSecrets() {
        Site writer = plan.primary();
        ObjectNode words = (ObjectNode) JsonMapper.shared().readTree(text(writer));
        words.put("host", writer.database().host())
                .put("port", writer.database().port())
                .put("dbClusterIdentifier", writer.cluster().identifier());
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            account.secrets()
                    .put(
                            site.region(),
                            SecretCalls.Put.text(
                                    site.secret().value(),
                                    "handover-00000000000000000000000000000001",
                                    words.toString()));
        }
        return new Secret(
                words.path("username").asString(),
                words.path("password").asString(),
                words.path("dbname").asString());
    }

    /** How the application reads and writes. */
    public record Secret(String user, String password, String database) {
        @Override
        public String toString() {
            return "Secret[" + user + ", ***, " + database + "]";
        }
    }

    private String text(Site site) {
        var held = account.secrets().value(site.region(), site.secret().value(), SecretCalls.Which.CURRENT);
        return switch (held.value()) {
            case SecretValue.Text(var words) -> words;
            case SecretValue.Binary _ -> throw new FormationTrouble(site.secret() + " holds no text.");
        };
    }

    /** First what permits moves, where there is such a thing, then the primary: a gate is opened by its own call. */
    public void switchOn(Optional<String> permission) {
        permission.ifPresent(this::on);
        on(plan.primary().control().value());
    }

    private void on(String control) {
        account.routing().cluster().update(0, Map.of(control, RoutingState.On), Set.of());
    }

    /** The names that the records lead to, in the zone of the records; the applications themselves are on 127.0.0.1. */
    public void name() {
        List<Site> sites = List.of(plan.primary(), plan.secondary());
        List<Change.Entry> entries = new ArrayList<>();
        for (Site site : sites) {
            for (String name : site.dnsAnswers()) {
                entries.add(create(RecordSet.simple(name, RecordType.A, TTL_SECONDS, "127.0.0.1")));
                String service = "0 0 " + account.ports().shop(sites.indexOf(site)) + " " + name;
                entries.add(create(RecordSet.simple("_http._tcp." + name, RecordType.SRV, TTL_SECONDS, service)));
            }
        }
        String name = plan.traffic().name();
        String zone = account.route53()
                .zoneFor(name)
                .flatMap(this::zone)
                .orElseThrow(() -> new FormationTrouble("No hosted zone of the templates holds " + name + "."));
        String change =
                account.route53().change(zone, entries, Optional.empty()).id();
        await.accept(() -> account.route53().change(change).status() == Change.Status.INSYNC);
    }

    private Optional<String> zone(String name) {
        return account.route53().zones().stream()
                .filter(zone -> zone.name().equals(name))
                .map(HostedZone::id)
                .findFirst();
    }

    private static Change.Entry create(RecordSet records) {
        return new Change.Entry(Change.Action.CREATE, records);
    }

    /** Returns once the second Region's database follows the first one's. */
    public void awaitReplication() {
        Region second = plan.secondary().region();
        var server = new DataPlane.Server(plan.secondary().cluster().identifier(), second);
        await.accept(() -> account.dataPlane().lag(server).isPresent());
    }
}
