package dev.changeover.twin.world;

import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Ports;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole account over real databases, without any application. */
class TwinPostgresTest {
    private static final Duration MOVE_MAX = Duration.ofSeconds(30);

    @Test
    void movesARealDatabaseThereAndBackAndSurvivesADarkRegion(@TempDir Path home) {
        var settings = new TwinSettings(
                new Ports(21_000),
                home,
                Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "changeover-test-cache-" + System.getProperty("user.name")),
                TwinSettings.Pace.local(),
                List.of());
        try (var twin = Twin.start(settings)) {
            TwinAccount account = twin.account();
            var choices = new ShopEstate.Choices(Duration.ofSeconds(1), "a-password-for-a-test");
            new ShopEstate(account, choices, TwinPostgresTest::await).setUp();
            String target = account.rds()
                    .cluster(ShopEstate.SECONDARY, ShopEstate.clusterId(ShopEstate.SECONDARY))
                    .arn()
                    .toString();
            account.rds().switchoverGlobalCluster(ShopEstate.PRIMARY, ShopEstate.NAME, target);
            await(() -> writerIn(account).equals(target) && idle(account));

            String back = account.rds()
                    .cluster(ShopEstate.PRIMARY, ShopEstate.clusterId(ShopEstate.PRIMARY))
                    .arn()
                    .toString();
            new Outages(account).begin(new Outage.RegionDark(ShopEstate.SECONDARY));
            account.rds().failoverGlobalCluster(ShopEstate.PRIMARY, ShopEstate.NAME, back);
            await(() -> writerIn(account).equals(back) && idle(account));

            new Outages(account).healAll();
            await(() -> account.rds().globalCluster(ShopEstate.NAME).members().stream()
                    .allMatch(member -> member.connected()));
        }
    }

    private static boolean idle(TwinAccount account) {
        return account.rds().globalCluster(ShopEstate.NAME).move().isEmpty();
    }

    private static String writerIn(TwinAccount account) {
        return account.rds()
                .globalCluster(ShopEstate.NAME)
                .writer()
                .orElseThrow()
                .cluster()
                .toString();
    }

    private static void await(BooleanSupplier holds) {
        Waiting.until(holds, MOVE_MAX, "a step of the test");
    }
}
