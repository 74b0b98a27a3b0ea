package dev.changeover.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What shoppers see while the writer moves. East and west do not replicate: a row tells which server took it. */
class MoveTest {
    private final World world = new World();

    @AfterEach
    void close() {
        world.close();
        world.east.unfence();
    }

    @Test
    void movesAnOrderToTheNewWriterWithinItsBudget() {
        var shopper = new Shopper(world.open());
        Runnable copyAccounts = copyOfAccounts(shopper.signIn());
        world.east.fence();
        UUID id = UUID.randomUUID();
        var waiting = CompletableFuture.supplyAsync(() -> shopper.order(id));
        int readsBefore = world.secrets.reads();
        await().until(() -> world.secrets.reads() > readsBefore + 1); // The shop has noticed and asks again and again.
        copyAccounts.run();
        assertThat(waiting).isNotDone();

        world.secrets.put("AWSCURRENT", world.west.secret());

        assertThat(waiting.join().status()).isEqualTo(201);
        assertThat(orders(world.west, id)).isEqualTo(1);
        assertThat(orders(world.east, id)).isZero();
    }

    @Test
    void answers503WhileNobodyTakesWritesAndRecoversWhenTheSecretMoves() {
        var shopper = new Shopper(world.openImpatient());
        Runnable copyAccounts = copyOfAccounts(shopper.signIn());
        copyAccounts.run();
        world.east.fence();

        long start = System.nanoTime();
        var refused = shopper.order(UUID.randomUUID());
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.whole().headers().firstValue("Retry-After")).hasValue("1");
        assertThat(refused.body().path("error").asString()).contains("refuses writes");
        assertThat(took).isBetween(Duration.ofMillis(700), Duration.ofMillis(1500));
        assertThat(shopper.get("/catalogue").status()).as("reads go on").isEqualTo(200);
        assertThat(shopper.get("/health").status()).isEqualTo(503);

        world.secrets.put("AWSCURRENT", world.west.secret());

        await().until(() -> shopper.order(UUID.randomUUID()).status() == 201);
        assertThat(shopper.get("/health").body().path("port").asInt()).isEqualTo(world.west.port());
    }

    @Test
    void stopsWritingToTheOldWriterWhenTheSecretNamesAnother() {
        var shopper = new Shopper(world.open());
        copyOfAccounts(shopper.signIn()).run();
        world.secrets.put("AWSCURRENT", world.west.secret());
        await().until(() -> shopper.get("/health").body().path("port").asInt() == world.west.port());
        UUID id = UUID.randomUUID();
        assertThat(shopper.order(id).status()).isEqualTo(201);
        assertThat(orders(world.west, id)).as("the old one still takes writes").isEqualTo(1);
    }

    @Test
    void outlivesTheDeathAndReturnOfItsServer() {
        var shopper = new Shopper(world.openImpatient()).signIn();
        world.east.kill();
        assertThat(shopper.order(UUID.randomUUID()).status()).isEqualTo(503);
        world.east.up();
        await().until(() -> shopper.order(UUID.randomUUID()).status() == 201);
    }

    @Test
    void answersInTimeWhileItsServerHangs() {
        var shopper = new Shopper(world.openImpatient()).signIn();
        world.east.freeze();
        try {
            for (int round = 0; round < 3; round++) {
                assertThat(took(() -> shopper.get("/health"), 503)).isLessThan(Duration.ofSeconds(1));
                assertThat(took(() -> shopper.order(UUID.randomUUID()), 503)).isLessThan(Duration.ofMillis(1_300));
                assertThat(took(() -> shopper.get("/probe/write"), 503)).isLessThan(Duration.ofMillis(2_300));
            }
        } finally {
            world.east.thaw();
        }
        await().until(() -> shopper.order(UUID.randomUUID()).status() == 201);
    }

    private static Duration took(Supplier<Shopper.Answer> question, int status) {
        long start = System.nanoTime();
        var answer = question.get();
        assertThat(answer.status()).as(answer.toString()).isEqualTo(status);
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void goesOnWithTheLastSecretWhenItCannotBeRead() {
        var shopper = new Shopper(world.open()).signIn();
        world.secrets.fail(true);
        world.east.endClients();
        assertThat(shopper.order(UUID.randomUUID()).status()).isEqualTo(201);
        await().until(() ->
                !shopper.get("/health").body().path("secretReadable").asBoolean());
        assertThat(shopper.get("/health").status()).isEqualTo(200);
        world.secrets.fail(false);
        await().until(() -> shopper.get("/health").body().path("secretReadable").asBoolean());
    }

    @Test
    void followsANewPassword() {
        var shopper = new Shopper(world.open()).signIn();
        try {
            world.east.execute("CREATE ROLE heir LOGIN SUPERUSER PASSWORD 'other'");
            world.secrets.put(
                    "AWSCURRENT",
                    world.east
                            .secret()
                            .replace(PostgresServer.PASSWORD, "other")
                            .replace("\"shop\"", "\"heir\""));
            await().until(() -> world.east.count("SELECT count(*) FROM pg_stat_activity WHERE usename = 'heir'") > 0);
            assertThat(shopper.order(UUID.randomUUID()).status()).isEqualTo(201);
            assertThat(world.said()).doesNotContain("other").doesNotContain(PostgresServer.PASSWORD);
        } finally {
            world.close();
            world.east.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'heir'");
            world.east.execute("DROP ROLE heir");
        }
    }

    @Test
    void asksNoMoreThanTenTimesASecondHoweverManyWait() {
        var shopper = new Shopper(world.openImpatient()).signIn();
        world.east.fence();
        long start = System.nanoTime();
        int before = world.secrets.reads();
        var waiting = java.util.stream.Stream.generate(
                        () -> CompletableFuture.supplyAsync(() -> shopper.order(UUID.randomUUID())))
                .limit(20)
                .toList();
        waiting.forEach(CompletableFuture::join);
        long elapsedMs = (System.nanoTime() - start) / 1_000_000;
        assertThat(world.secrets.reads() - before).isBetween(3, (int) (elapsedMs / 100) + 2);
    }

    @Test
    void provesThePendingVersionBeforeItIsCurrent() {
        var shopper = new Shopper(world.open());
        assertThat(shopper.get("/probe/write?stage=AWSPENDING")
                        .body()
                        .path("why")
                        .asString())
                .contains("ResourceNotFoundException");
        world.secrets.put("AWSPENDING", world.west.secret());

        var proved = shopper.get("/probe/write?stage=AWSPENDING");

        assertThat(proved.status()).isEqualTo(200);
        assertThat(proved.body().path("wrote").asBoolean()).isTrue();
        assertThat(proved.body().path("port").asInt()).isEqualTo(world.west.port());
        assertThat(world.west.count("SELECT count(*) FROM write_probe")).isZero();

        world.east.fence();
        var refused = shopper.get("/probe/write");
        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.body().path("why").asString()).contains("refuses writes");
    }

    /** Replication in one stroke: what the shopper needs in order to be known in the west. */
    private Runnable copyOfAccounts(Shopper signedIn) {
        assertThat(signedIn.get("/cart").status()).isEqualTo(200);
        return () -> Copy.accounts(world.east, world.west);
    }

    private static long orders(PostgresServer server, UUID id) {
        return server.count("SELECT count(*) FROM orders WHERE id = '" + id + "'");
    }
}
