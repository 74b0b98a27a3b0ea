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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sample application in virtual time: it reads its Region's secret and writes to whatever that names. */
final class VirtualShop implements ApplicationModel {
    private static final int CHAIN_MAX = 8;

    private final TwinAccount account;
    private final MemoryDataPlane database;

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

    private Optional<String> write(SecretArn secret, String stage) {
        try {
            var version = account.secrets().value(secret.region(), secret.value(), SecretCalls.Which.staged(stage));
            JsonNode value = JsonMapper.shared().readTree(((SecretValue.Text) version.value()).text());
            DataPlane.Server server = server(value.required("host").asString());
            return switch (database.write(server)) {
                case MemoryDataPlane.Written.Acknowledged _ -> Optional.empty();
                case MemoryDataPlane.Written.Refused(var why) -> Optional.of(why);
            };
        } catch (AwsError refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private DataPlane.Server server(String host) {
        for (Region region : List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)) {
            var cluster = account.rds().cluster(region, ShopEstate.clusterId(region));
            if (new Endpoint(cluster.endpoint(), cluster.port()).host().equals(host)) {
                return new DataPlane.Server(ShopEstate.clusterId(region), region);
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
