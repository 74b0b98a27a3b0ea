package dev.changeover.simulation;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.model.Site;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.ports.ApplicationModel;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample application in virtual time: it reads its Region's secret and writes to whatever that names. */
final class VirtualShop implements ApplicationModel {
    private static final int CHAIN_MAX = 8;

    /**
     * An acknowledged write.
     *
     * @param followed whether the replica was connected when the write was acknowledged
     */
    record Promise(long id, Instant at, DataPlane.Server by, boolean followed) {}

    private final TwinAccount account;
    private final MemoryDataPlane database;
    private final Map<Long, Promise> promises = new HashMap<>();

    VirtualShop(TwinAccount account, MemoryDataPlane database) {
        this.account = account;
        this.database = database;
    }

    @Override
    public Optional<String> write(Site site, String secretStage) {
        return write(site.secret(), secretStage);
    }

    /** A shopper comes by the application's name and orders; empty if the order was acknowledged. */
    Optional<String> order(ApplicationPlan plan) {
        List<String> answers = resolve(plan.traffic().name());
        Site site = answers.contains(plan.primary().dnsAnswers().getFirst()) ? plan.primary() : plan.secondary();
        return account.regions().dark(site.region())
                ? Optional.of(site.region() + " is dark")
                : write(site.secret(), "AWSCURRENT");
    }

    Promise promise(long id) {
        return promises.get(id);
    }

    /** The database that the secret's version with this label names; empty if there is no such version. */
    Optional<Endpoint> named(SecretArn secret, String stage) {
        try {
            return Optional.of(read(secret, stage));
        } catch (AwsError none) {
            return Optional.empty();
        }
    }

    private Endpoint read(SecretArn secret, String stage) {
        var version = account.secrets().value(secret.region(), secret.value(), SecretCalls.Which.staged(stage));
        JsonNode value = JsonMapper.shared().readTree(((SecretValue.Text) version.value()).text());
        return new Endpoint(
                value.required("host").asString(), value.required("port").asInt());
    }

    private Optional<String> write(SecretArn secret, String stage) {
        try {
            DataPlane.Server server = server(read(secret, stage).host());
            return switch (database.write(server)) {
                case MemoryDataPlane.Written.Acknowledged(var id) -> {
                    boolean followed = Simulation.REGIONS.stream()
                            .map(Simulation::server)
                            .anyMatch(other ->
                                    !other.equals(server) && database.lag(other).isPresent());
                    promises.put(id, new Promise(id, account.timeline().now(), server, followed));
                    yield Optional.empty();
                }
                case MemoryDataPlane.Written.Refused(var why) -> Optional.of(why);
            };
        } catch (AwsError refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private DataPlane.Server server(String host) {
        for (Region region : Simulation.REGIONS) {
            var cluster = account.rds().cluster(region, ShopEstate.clusterId(region));
            if (new Endpoint(cluster.endpoint(), cluster.port()).host().equals(host)) {
                return Simulation.server(region);
            }
        }
        throw new IllegalStateException("no cluster answers to " + host);
    }

    @Override
    public List<String> resolve(String name) {
        List<String> chain = new ArrayList<>();
        String asked = name;
        for (int link = 0; link < CHAIN_MAX; link++) {
            Optional<RecordSet> next =
                    account.route53().answering(asked).stream().findFirst();
            if (next.isEmpty()) {
                return chain;
            }
            asked = next.get().values().getFirst();
            chain.add(asked.endsWith(".") ? asked.substring(0, asked.length() - 1) : asked);
        }
        return chain;
    }
}
