package dev.changeover.shop;

import static dev.changeover.shop.TwoRegions.EAST;
import static dev.changeover.shop.TwoRegions.WEST;
import static dev.changeover.shop.TwoRegions.until;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.shop.Forwarding.Consistency;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The workshop's data flow: users, products and orders in a replicating PostgreSQL, sessions and carts in a global
 * table, a shop in each Region. Every test begins and ends with the writer in the east.
 */
class TwoRegionsTest {
    /** The most the twin holds a database back, and several times what a test needs. */
    private static final Duration FAR_BEHIND = Duration.ofSeconds(60);

    @TempDir
    private static Path home;

    private static TwoRegions world;
    private static Shop east;
    private static Shop west;

    @BeforeAll
    static void open() {
        world = new TwoRegions(home);
        east = world.open(EAST, new Forwarding.Off());
        west = world.open(WEST, new Forwarding.Off());
    }

    @AfterAll
    static void close() {
        world.close();
    }

    private static int quantity(Shopper shopper, int unicorn) {
        for (var line : shopper.get("/api/cart").body().path("lines")) {
            if (line.path("unicornId").asInt() == unicorn) {
                return line.path("quantity").asInt();
            }
        }
        return 0;
    }

    private static void put(Shopper shopper, int unicorn, int quantity) {
        var answer = shopper.post("/api/cart", "{\"unicornId\":" + unicorn + ",\"quantity\":" + quantity + "}");
        assertThat(answer.status()).as(answer.toString()).isEqualTo(200);
    }

    private static Shopper.Answer buyCart(Shopper shopper, UUID key) {
        return shopper.post("/api/orders", "{\"id\":\"" + key + "\"}");
    }

    private static long orders(Region region, UUID id) {
        return world.count(region, "SELECT count(*) FROM orders WHERE id = '" + id + "'");
    }

    @Test
    void aCartFilledInOneRegionIsReadInTheOther() {
        var here = new Shopper(east).signIn();
        var there = here.at(west);
        put(here, 1, 2);
        put(here, 3, 1);
        until(() -> quantity(there, 1) == 2 && quantity(there, 3) == 1);

        put(there, 2, 5);
        put(here, 3, 0);
        until(() -> quantity(here, 2) == 5 && quantity(there, 3) == 0);
        assertThat(quantity(here, 1)).as("another line is not disturbed").isEqualTo(2);

        assertThat(here.post("/api/logout", "").status()).isEqualTo(200);
        until(() -> there.get("/api/session").status() == 401);
    }

    @Test
    void aGracefulMoveLosesNothingThatWasAcknowledged() {
        var here = new Shopper(east).signIn();
        var there = here.at(west);
        UUID before = UUID.randomUUID();
        put(here, 4, 1);
        assertThat(buyCart(here, before).status()).isEqualTo(201);
        put(here, 5, 2);
        until(() -> quantity(there, 5) == 2);

        world.moveGracefully(WEST);
        until(() -> there.get("/health").status() == 200);

        assertThat(there.get("/api/session").status()).as("still signed in").isEqualTo(200);
        assertThat(there.get("/api/orders").body().path("orders").size()).isEqualTo(1);
        assertThat(quantity(there, 4)).as("bought, so in no cart").isZero();
        assertThat(buyCart(there, before).status()).as("asked again").isEqualTo(201);
        assertThat(quantity(there, 5)).as("and nothing more was bought").isEqualTo(2);
        UUID after = UUID.randomUUID();
        assertThat(buyCart(there, after).body().path("placedIn").asString()).isEqualTo("us-west-2");

        world.nameWriter(WEST, EAST);
        world.moveGracefully(EAST);
        world.nameWriter(EAST, WEST);
        until(() -> here.get("/health").status() == 200);
        assertThat(orders(EAST, before) + orders(EAST, after)).isEqualTo(2);
    }

    @Test
    void anUngracefulMoveLosesOnlyWhatHadNotReplicated() {
        var here = new Shopper(east).signIn();
        var there = here.at(west);
        put(here, 1, 1);
        UUID kept = UUID.randomUUID();
        assertThat(buyCart(here, kept).status()).isEqualTo(201);
        until(() -> there.get("/api/session").status() == 200 && orders(WEST, kept) == 1);

        put(here, 6, 3);
        until(() -> quantity(there, 6) == 3);
        world.holdDatabaseBack(FAR_BEHIND);
        UUID lost = UUID.randomUUID();
        assertThat(buyCart(here, lost).status()).isEqualTo(201);
        put(here, 7, 1); // acknowledged in the east; whether it gets away in time nobody can say
        world.darken(EAST);

        assertThat(buyCart(there, UUID.randomUUID()).status())
                .as("nobody writes")
                .isEqualTo(503);
        world.moveLosing(WEST);
        until(() -> there.get("/health").status() == 200);

        assertThat(orders(WEST, kept)).isEqualTo(1);
        assertThat(orders(WEST, lost)).as("had not replicated").isZero();
        assertThat(quantity(there, 6)).as("its lines are free again").isEqualTo(3);
        assertThat(quantity(there, 7)).isLessThanOrEqualTo(1);
        assertThat(buyCart(there, lost).status())
                .as("the browser asks again by the same key")
                .isEqualTo(201);
        assertThat(buyCart(there, lost).status()).isEqualTo(201);
        assertThat(world.count(
                        WEST,
                        "SELECT sum(quantity) FROM order_line WHERE unicorn_id = 6 AND order_id = '" + lost + "'"))
                .isEqualTo(3);

        world.heal();
        world.nameWriter(WEST, EAST);
        until(() -> here.get("/health").status() == 200);
        until(() -> quantity(there, 7) == 1 || bought(there, 7));
        world.moveGracefully(EAST);
        world.nameWriter(EAST, WEST);
        until(() -> here.get("/health").status() == 200);
        assertThat(orders(EAST, kept) + orders(EAST, lost)).isEqualTo(2);
    }

    private static boolean bought(Shopper shopper, int unicorn) {
        return shopper.get("/api/orders").body().toString().contains("\"unicornId\":" + unicorn);
    }

    @Test
    void sellsACartLineOnceInWhicheverRegionItIsOrdered() {
        var here = new Shopper(east).signIn();
        var there = here.at(west);
        put(here, 8, 1);
        until(() -> quantity(there, 8) == 1);

        assertThat(buyCart(here, UUID.randomUUID()).status()).isEqualTo(201);
        assertThat(buyCart(there, UUID.randomUUID()).status())
                .as("a new key, the same line")
                .isEqualTo(400);
        put(there, 8, 1);
        assertThat(buyCart(there, UUID.randomUUID()).status()).as("chosen anew").isEqualTo(201);
    }

    @Test
    void buysNothingThatCostsOtherThanWasSeen() {
        var here = new Shopper(east).signIn();
        put(here, 1, 1);
        UUID key = UUID.randomUUID();
        assertThat(here.post("/api/orders", "{\"id\":\"" + key + "\",\"totalCents\":1}")
                        .status())
                .isEqualTo(409);
        assertThat(quantity(here, 1)).isEqualTo(1);
        assertThat(here.post("/api/orders", "{\"id\":\"" + key + "\",\"totalCents\":12900}")
                        .status())
                .isEqualTo(201);
    }

    @Test
    void keepsTheSessionInACookieThatNoScriptReads() {
        var here = new Shopper(east);
        String who = "{\"email\":\"" + UUID.randomUUID() + "@shop.test\",\"password\":\"a long enough one\"}";
        here.post("/api/signup", who);
        var cookie = here.post("/api/login", who)
                .whole()
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        assertThat(cookie).contains("HttpOnly", "SameSite=Strict", "Path=/api").doesNotContain("Secure");
        assertThat(SessionCookie.in(List.of("a=b; " + cookie.split(";", 2)[0])))
                .hasValueSatisfying(token -> assertThat(token).hasSize(43));
    }

    @Test
    void readsLocallyAndWritesAtTheWriter() {
        String clients = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'unicorn-shop'";
        for (Consistency consistency : Consistency.values()) {
            until(() -> world.count(WEST, clients) == 0);
            var local = new Forwarding.Local("127.0.0.1", world.database(WEST), consistency);
            Shop forwarding = world.open(WEST, local);
            var shopper = new Shopper(forwarding);
            assertThat(shopper.get("/api/catalogue").status()).isEqualTo(200);
            assertThat(world.count(WEST, clients)).as("it has asked its reader").isPositive();
            if (consistency != Consistency.EVENTUAL) {
                for (int round = 0; round < 5; round++) {
                    // Signs up at the writer, and is known to the reader when the very next request asks.
                    assertThat(shopper.signIn().get("/api/session").status()).isEqualTo(200);
                }
            }
            forwarding.close();
        }
    }

    @Test
    void readsOnWhileThereIsNoWriterAndSaysPlainlyThatItCannotWrite() {
        var local = new Forwarding.Local("127.0.0.1", world.database(WEST), Consistency.SESSION);
        Shop forwarding = world.open(WEST, local);
        var shopper = new Shopper(forwarding).signIn();
        until(() ->
                world.count(WEST, "SELECT count(*) FROM account") == world.count(EAST, "SELECT count(*) FROM account"));
        world.darken(EAST);
        try {
            until(() -> shopper.get("/health").status() == 503);
            assertThat(shopper.get("/api/catalogue").status()).isEqualTo(200);
            put(shopper, 1, 1);
            assertThat(quantity(shopper, 1))
                    .as("the cart is in this Region's own table")
                    .isEqualTo(1);
            var refused = buyCart(shopper, UUID.randomUUID());
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.whole().headers().firstValue("Retry-After")).hasValue("1");
        } finally {
            world.heal();
            forwarding.close();
        }
        until(() -> new Shopper(east).get("/health").status() == 200);
    }
}
