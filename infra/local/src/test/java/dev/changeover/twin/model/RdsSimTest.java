package dev.changeover.twin.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.MemoryDataPlane.Written;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Seeded lives of one global database: a phase of faults in which nothing bad may ever happen, then a healed phase in
 * which the good thing must.
 */
class RdsSimTest {
    private static final int SEEDS = 400;
    private static final int EVENTS = 60;
    private static final Duration STEP_MAX = Duration.ofMillis(400);

    /** Above the longest chain of move, recovery and rejoin in {@link Timing#local}. */
    private static final Duration HEALED_WITHIN = Duration.ofSeconds(10);

    private static final ClusterArn EAST = new ClusterArn(Regions.US_EAST_1, "orders-east");
    private static final ClusterArn WEST = new ClusterArn(Regions.US_WEST_2, "orders-west");
    private static final List<ClusterArn> BOTH = List.of(EAST, WEST);

    private static final class Life {
        private final long seed;
        private final Random random;
        private final Timeline timeline = Timeline.virtual(Instant.EPOCH);
        private final Regions regions = new Regions(timeline);
        private final MemoryDataPlane dataPlane =
                new MemoryDataPlane(timeline, new Ports(4566), MemoryDataPlane.Speed.LIKE_POSTGRESQL);
        private final Rds rds = new Rds(new Rds.Surroundings(timeline, Timing.local(), regions, dataPlane));
        private int failovers;
        private int switchovers;

        private Life(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
            var settings = new Rds.Settings(Optional.empty(), false);
            rds.createGlobalCluster(
                    EAST.region(),
                    new Rds.NewGlobal("orders", Optional.of(Rds.ENGINE), Optional.empty(), Optional.empty(), settings));
            create(EAST, Optional.of("unicorn"), settings);
            create(WEST, Optional.empty(), settings);
        }

        private void create(ClusterArn arn, Optional<String> owner, Rds.Settings settings) {
            rds.createCluster(
                    arn.region(),
                    new Rds.NewCluster(
                            arn.id(), Rds.ENGINE, Optional.empty(), Optional.of("orders"), owner, owner, settings));
            rds.createInstance(arn.region(), arn.id() + "-1", arn.id(), "db.r6g.large");
            timeline.advance(HEALED_WITHIN);
        }

        private void act() {
            ClusterArn target = BOTH.get(random.nextInt(BOTH.size()));
            switch (random.nextInt(8)) {
                case 0 -> regions.darken(target.region());
                case 1, 2 -> regions.recover(target.region());
                case 3 -> failovers += asked(target.region(), region -> failover(region, target)) ? 1 : 0;
                case 4 -> switchovers += asked(other(target).region(), region -> switchover(region, target)) ? 1 : 0;
                default -> BOTH.forEach(cluster -> write(cluster));
            }
            timeline.advance(Duration.ofMillis(random.nextLong(STEP_MAX.toMillis())));
        }

        private void write(ClusterArn cluster) {
            Written written = dataPlane.write(cluster.server());
            if (written instanceof Written.Acknowledged) {
                assertThat(regions.dark(cluster.region()))
                        .as("a dark Region promised a write")
                        .isFalse();
            }
        }

        /** Whether the call was accepted; one into a dark Region does not arrive. */
        private boolean asked(Region region, Consumer<Region> call) {
            if (regions.dark(region)) {
                return false;
            }
            try {
                call.accept(region);
                return true;
            } catch (AwsError refused) {
                assertThat(refused.status()).isLessThan(500);
                return false;
            }
        }

        private void failover(Region region, ClusterArn target) {
            rds.failoverGlobalCluster(region, "orders", target.toString());
        }

        private void switchover(Region region, ClusterArn target) {
            rds.switchoverGlobalCluster(region, "orders", target.toString());
        }

        private void assertNothingBad() {
            assertThat(dataPlane.writers()).as("seed %d: writers", seed).hasSizeLessThan(2);
            assertThat(rds.globalCluster("orders").members().stream().filter(GlobalCluster.Member::writer))
                    .as("seed %d: writers by RDS", seed)
                    .hasSize(1);
        }

        private void heal() {
            BOTH.forEach(cluster -> regions.recover(cluster.region()));
            timeline.advance(HEALED_WITHIN);
        }

        private void assertAllIsWell() {
            GlobalCluster global = rds.globalCluster("orders");
            ClusterArn writer = global.writer().orElseThrow().cluster();
            assertThat(global.move()).as("seed %d: move", seed).isEmpty();
            assertThat(global.status()).as("seed %d: status", seed).isEqualTo("available");
            assertThat(global.members()).as("seed %d", seed).allMatch(GlobalCluster.Member::connected);
            assertThat(BOTH)
                    .as("seed %d: statuses", seed)
                    .allMatch(cluster ->
                            rds.cluster(cluster.region(), cluster.id()).status().equals("available"));
            assertThat(dataPlane.writers()).as("seed %d: writers", seed).containsExactly(writer.server());
            if (failovers == 0) {
                assertThat(dataPlane.missing(writer.server()))
                        .as("seed %d: lost", seed)
                        .isEmpty();
            }
            assertThat(dataPlane.missing(other(writer).server()))
                    .as("seed %d: the replica has what the writer has", seed)
                    .isEqualTo(dataPlane.missing(writer.server()));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1_000_000})
    void survivesAnyOrderOfMovesAndOutages(long firstSeed) {
        int failovers = 0;
        int switchovers = 0;
        for (long seed = firstSeed; seed < firstSeed + SEEDS; seed++) {
            var life = new Life(seed);
            for (int event = 0; event < EVENTS; event++) {
                life.act();
                life.assertNothingBad();
            }
            life.heal();
            life.assertAllIsWell();
            failovers += life.failovers;
            switchovers += life.switchovers;
        }
        assertThat(failovers).as("failovers tried").isGreaterThan(SEEDS / 2);
        assertThat(switchovers).as("switchovers tried").isGreaterThan(SEEDS / 2);
    }

    private static ClusterArn other(ClusterArn cluster) {
        return cluster.equals(EAST) ? WEST : EAST;
    }
}
