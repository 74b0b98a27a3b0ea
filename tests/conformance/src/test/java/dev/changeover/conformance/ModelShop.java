package dev.changeover.conformance;

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
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A shop without a server of its own: it writes to the database that its Region's secret names. */
record ModelShop(TwinAccount account, MemoryDataPlane database) implements ApplicationModel {
    @Override
    public Optional<String> write(Site site, String secretStage) {
        try {
            var secret = account.secrets()
                    .value(site.region(), site.secret().value(), SecretCalls.Which.staged(secretStage));
            String host = JsonMapper.shared()
                    .readTree(((SecretValue.Text) secret.value()).text())
                    .required("host")
                    .asString();
            return switch (database.write(serverAt(host))) {
                case MemoryDataPlane.Written.Acknowledged _ -> Optional.empty();
                case MemoryDataPlane.Written.Refused(var why) -> Optional.of(why);
            };
        } catch (AwsError refused) {
            return Optional.of(refused.getMessage());
        }
    }

    private DataPlane.Server serverAt(String host) {
        return Stream.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY)
                .filter(region -> endpointIn(region).equals(host))
                .map(region -> new DataPlane.Server(ShopEstate.clusterId(region), region))
                .findFirst()
                .orElseThrow();
    }

    private String endpointIn(Region region) {
        return account.rds().cluster(region, ShopEstate.clusterId(region)).endpoint();
    }

    /** The application's name, the Region's name, the address: as {@link ShopEstate} has set it up. */
    @Override
    public List<String> resolve(String name) {
        return Stream.iterate(answer(name), Optional::isPresent, link -> answer(link.get()))
                .flatMap(Optional::stream)
                .map(link -> link.endsWith(".") ? link.substring(0, link.length() - 1) : link)
                .toList();
    }

    private Optional<String> answer(String name) {
        return account.route53().answering(name).stream()
                .findFirst()
                .map(records -> records.values().getFirst());
    }
}
