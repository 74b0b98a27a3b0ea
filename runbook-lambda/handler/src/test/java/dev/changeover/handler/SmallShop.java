package dev.changeover.handler;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.DataPlane;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.ports.ApplicationModel;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/** The shop without any server of its own: it writes to the database that its Region's secret names. */
record SmallShop(TwinAccount account, MemoryDataPlane database) implements ApplicationModel {
    /** The shop's name, the Region's name, the address. */
    private static final int CHAIN_MAX = 5;

    @Override
    public Optional<String> write(Site site, String secretStage) {
        try {
            var secret = account.secrets()
                    .value(site.region(), site.secret().value(), SecretCalls.Which.staged(secretStage));
            var text = ((SecretValue.Text) secret.value()).text();
            String host = JsonMapper.shared().readTree(text).required("host").asString();
            return database.write(serverAt(host)) instanceof MemoryDataPlane.Written.Refused(var why)
                    ? Optional.of(why)
                    : Optional.empty();
        } catch (AwsError refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private DataPlane.Server serverAt(String host) {
        for (Region region : List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)) {
            String id = ShopEstate.clusterId(region);
            if (account.rds().cluster(region, id).endpoint().equals(host)) {
                return new DataPlane.Server(id, region);
            }
        }
        throw new IllegalStateException("no database is at " + host);
    }

    @Override
    public List<String> resolve(String name) {
        List<String> chain = new ArrayList<>();
        String asked = name;
        for (int link = 0; link < CHAIN_MAX; link++) {
            var records = account.route53().answering(asked);
            if (records.isEmpty()) {
                break;
            }
            asked = records.getFirst().values().getFirst().replaceFirst("\\.$", "");
            chain.add(asked);
        }
        return chain;
    }
}
