package dev.changeover.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopTest {
    private final World world = new World();
    private Shopper shopper;

    @BeforeEach
    void open() {
        shopper = new Shopper(world.open());
    }

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void sellsWhatIsInTheCart() {
        assertThat(shopper.get("/catalogue").body().path("unicorns").size()).isEqualTo(8);
        shopper.signIn();
        shopper.post("/cart", "{\"unicornId\":3,\"quantity\":1}");
        var cart = shopper.post("/cart", "{\"unicornId\":1,\"quantity\":2}");
        assertThat(cart.body().path("totalCents").asLong()).isEqualTo(14_900 + 2 * 12_900);

        UUID id = UUID.randomUUID();
        var order = shopper.post("/orders", "{\"id\":\"" + id + "\"}");

        assertThat(order.status()).isEqualTo(201);
        assertThat(order.body().path("totalCents").asLong()).isEqualTo(14_900 + 2 * 12_900);
        assertThat(order.body().path("placedIn").asString()).isEqualTo("us-east-1");
        assertThat(order.whole().headers().firstValue(Shop.REGION_HEADER)).hasValue("us-east-1");
        assertThat(shopper.get("/cart").body().path("lines").size()).isZero();
        assertThat(shopper.get("/orders/" + id).body().path("lines"))
                .isEqualTo(order.body().path("lines"));
    }

    @Test
    void hasCommittedWhatItAcknowledges() {
        shopper.signIn();
        UUID id = UUID.randomUUID();
        assertThat(shopper.order(id).status()).isEqualTo(201);
        assertThat(world.east.count("SELECT count(*) FROM orders WHERE id = '" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void placesOneOrderHoweverOftenItIsAsked() throws Exception {
        shopper.signIn();
        UUID id = UUID.randomUUID();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = Stream.generate(() -> (Callable<Shopper.Answer>) () -> shopper.order(id))
                    .limit(8)
                    .toList();
            var answers =
                    threads.invokeAll(asked).stream().map(Future::resultNow).toList();
            assertThat(answers).allSatisfy(answer -> {
                assertThat(answer.status()).isEqualTo(201);
                assertThat(answer.body()).isEqualTo(answers.getFirst().body());
            });
        }
        assertThat(world.east.count("SELECT count(*) FROM orders WHERE id = '" + id + "'"))
                .isEqualTo(1);
    }

    @Test
    void keepsOneShoppersOrderFromAnother() {
        shopper.signIn();
        UUID id = UUID.randomUUID();
        shopper.order(id);
        shopper.signOut();
        shopper.signIn();
        assertThat(shopper.get("/orders/" + id).status()).isEqualTo(404);
        assertThat(shopper.order(id).status()).isEqualTo(409);
    }

    @Test
    void opensNoSessionForAWrongPasswordOrAStranger() {
        String email = UUID.randomUUID() + "@shop.test";
        String right = "{\"email\":\"" + email + "\",\"password\":\"a long enough one\"}";
        assertThat(shopper.post("/signup", right).status()).isEqualTo(201);
        assertThat(shopper.post("/signup", right).status()).isEqualTo(409);
        assertThat(shopper.post("/login", right.replace("enough", "ENOUGH")).status())
                .isEqualTo(401);
        assertThat(shopper.post("/login", right.replace(email, "x" + email)).status())
                .isEqualTo(401);
        assertThat(shopper.get("/cart").status()).isEqualTo(401);
    }

    @Test
    void answersGarbageWithOnePlainSentence() {
        shopper.signIn();
        refuses(400, shopper.post("/signup", "{\"email\":"));
        refuses(400, shopper.post("/signup", "[]"));
        refuses(400, shopper.post("/signup", ""));
        refuses(400, shopper.post("/signup", "{\"email\":\"a@b\\u0000\",\"password\":\"long enough\"}"));
        refuses(400, shopper.post("/signup", "{\"email\":\"nobody\",\"password\":\"long enough\"}"));
        refuses(400, shopper.post("/signup", "{\"email\":\"a@b\",\"password\":\"short\"}"));
        refuses(400, shopper.post("/cart", "{\"unicornId\":1,\"quantity\":-1}"));
        refuses(400, shopper.post("/cart", "{\"unicornId\":1.5,\"quantity\":1}"));
        refuses(400, shopper.post("/cart", "{\"unicornId\":99999999999,\"quantity\":1}"));
        refuses(404, shopper.post("/cart", "{\"unicornId\":4711,\"quantity\":1}"));
        refuses(400, shopper.post("/orders", "{}"));
        refuses(400, shopper.post("/orders", "{\"id\":\"1-1-1-1-1\"}"));
        refuses(400, shopper.post("/orders", "{\"id\":\"" + UUID.randomUUID() + "\"}"));
        refuses(400, shopper.post("/orders", "{\"id\":\"" + UUID.randomUUID() + "\",\"lines\":{}}"));
        refuses(400, shopper.get("/orders/one"));
        refuses(400, shopper.get("/probe/write?stage=AWSPREVIOUS"));
        refuses(404, shopper.get("/nothing"));
        refuses(405, shopper.delete("/orders"));
        refuses(400, shopper.post("/orders", "{\"id\":\"" + UUID.randomUUID() + "\",\"totalCents\":\"1\"}"));
        refuses(405, shopper.delete("/catalogue"));
        refuses(413, shopper.post("/signup", "x".repeat(70_000)));
        assertThat(world.said()).doesNotContain("mistake");
    }

    private static void refuses(int status, Shopper.Answer answer) {
        assertThat(answer.status()).as(answer.whole().toString()).isEqualTo(status);
        assertThat(answer.body().path("error").asString()).endsWith(".").hasSizeGreaterThan(10);
    }
}
