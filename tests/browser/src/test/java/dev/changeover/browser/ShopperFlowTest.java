package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Response;
import java.time.Duration;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A shopper before the edge of a whole twin, in one browser session from the first page to the last order. */
class ShopperFlowTest {
    private static final String SHOP = "unicorn-shop";
    private static final String UNICORN = "Comet";
    private static final String PASSWORD = "a password for the browser";

    /** The page asks again every 15 s at most, a returned Region follows after 10 s; the rest is for other work. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(90);

    private static final int PRECONDITION = 4;
    private static final int STILL_OWED = 7;
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;

    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    private final String email = UUID.randomUUID() + "@shop.test";
    private TwinProcess twin;
    private Browsers browsers;
    private Screen screen;

    @AfterEach
    void close() {
        if (browsers != null) {
            browsers.close();
            assertThat(browsers.pageErrors()).as("errors in the page").isEmpty();
        }
    }

    @Test
    void aShoppersCartGoesThroughABlockedBucketADarkRegionAndBackAndNoOrderIsLost() {
        twin = SHARED.twin();
        browsers = new Browsers(WAIT_MAX);
        screen = browsers.visitor(Browsers.Look.usual());
        signsUpAndLogsIn();
        fillsTheCart();
        buys();
        fillsTheCart();
        awaitCartIn(World.WEST);

        assertThat(twin.bucket().block()).isEqualTo(OK);
        opens("cart", "secondary");
        hasTheCart(World.EAST);

        twin.darken(World.EAST);
        opens("cart", "secondary");
        screen.shows("The shop does not answer just now.");
        screen.shoot("shopper-in-the-dark");
        moved("failover", World.WEST, "--ungraceful", "--accept-loss", "unknown");

        hasTheCart(World.WEST); // the page that was opened in the dark has asked again by itself
        screen.shoot("shopper-after-failover");
        buys();
        goesBack();

        opens("orders", "primary");
        assertThat(ordersPlacedIn(World.EAST)).hasCount(1);
        assertThat(ordersPlacedIn(World.WEST)).hasCount(1);
        answeredBy(World.EAST);
        screen.shoot("shopper-at-home");
        doesItAllInSpanish();
    }

    /** The same session in the other language, page by page, by the pages' own links. */
    private void doesItAllInSpanish() {
        screen.link("Español").click();
        speaksSpanish("Mis pedidos", "Hecho en " + World.WEST);
        screen.shows("Sesión de " + email);
        screen.shows("Respondió " + World.EAST);

        screen.link("Unicornios").click();
        speaksSpanish("Unicornios", "Elija un unicornio para verlo de cerca.");
        screen.link(UNICORN).click();
        screen.button("Añadir al carrito", true).click();
        screen.shows(UNICORN + " está en su carrito.");

        screen.link("Carrito (1)").click();
        assertThat(screen.page().getByLabel("Cantidad de " + UNICORN)).hasValue("1");
        speaksSpanish("Carrito", "Precio");
        screen.shoot("shopper-cart-in-spanish");
        screen.button("Comprar", true).click();
        screen.shows("Gracias. Su pedido está hecho.");

        screen.button("Cerrar sesión", true).click();
        screen.shows("Ha cerrado la sesión.");
        screen.link("Registrarse").click();
        speaksSpanish("Registrarse", "La dirección no tiene que existir.");
        screen.link("Iniciar sesión").click();
        speaksSpanish("Iniciar sesión", "De 8 a 128 caracteres.");
        screen.page().getByLabel("Correo electrónico").fill(email);
        screen.page().getByLabel("Contraseña").fill(PASSWORD);
        screen.button("Iniciar sesión", true).click();
        screen.shows("Sesión de " + email);
    }

    /** The page's heading and a sentence of it, in a document that says its language; and nothing left in English. */
    private void speaksSpanish(String heading, String sentence) {
        assertThat(screen.heading(heading)).isVisible();
        screen.shows(sentence);
        assertThat(screen.page().locator("html")).hasAttribute("lang", "es");
        assertThat(screen.page().locator("body"))
                .not()
                .containsText(Pattern.compile("Cart|Unicorns|Orders|Placed|Answered|Signed|Quantity|Price|Password"));
    }

    private void signsUpAndLogsIn() {
        screen.page().navigate(twin.edge() + "/");
        screen.link("Unicorns").click();
        screen.link("Signup").click();
        fillIn("Signup");
        screen.shows("Signed in as " + email);
        screen.button("Log out", true).click();
        screen.shows("You are logged out.");
        screen.link("Login").click();
        fillIn("Login");
        screen.shows("Signed in as " + email);
    }

    private void fillIn(String button) {
        screen.page().getByLabel("E-mail address").fill(email);
        screen.page().getByLabel("Password").fill(PASSWORD);
        screen.button(button, true).click();
    }

    private void fillsTheCart() {
        screen.page().navigate(twin.edge() + "/en/index.html");
        screen.link(UNICORN).click();
        screen.button("Add to cart", true).click();
        screen.shows(UNICORN + " is in your cart.");
        screen.page().navigate(twin.edge() + "/en/cart.html");
        hasTheCart(World.EAST);
    }

    private void buys() {
        screen.button("Buy", true).click();
        screen.shows("Thank you. Your order is placed.");
    }

    private void hasTheCart(String region) {
        assertThat(screen.page().getByLabel("Quantity of " + UNICORN)).hasValue("1");
        answeredBy(region);
    }

    private void answeredBy(String region) {
        screen.shows("Answered by " + region);
    }

    /** What the global table has not carried over yet would come back with the dark Region only. */
    private void awaitCartIn(String region) {
        var requests = screen.page().context().request();
        await("the cart in " + region)
                .atMost(WAIT_MAX)
                .until(() ->
                        requests.get(twin.shop(region) + "/api/cart").text().contains("\"quantity\":1"));
    }

    /** A page that the edge has not kept; {@code origin} is whose bucket it came from. */
    private void opens(String page, String origin) {
        Response response = screen.page().navigate(twin.edge() + "/en/" + page + ".html?" + UUID.randomUUID());
        assertThat(response.status()).isEqualTo(OK);
        assertThat(response.headerValue("X-Twin-Origin")).isEqualTo(origin);
    }

    private Locator ordersPlacedIn(String region) {
        return screen.page().getByText("Placed in " + region);
    }

    private void goesBack() {
        twin.heal();
        await("all debts paid")
                .atMost(WAIT_MAX)
                .until(() -> twin.command("reconcile", SHOP).code() != STILL_OWED);
        moved("failback", World.EAST);
        assertThat(twin.bucket().open()).isEqualTo(NO_CONTENT);
    }

    /** A Region that has just returned is still settling: the command refuses, and the operator asks again. */
    private void moved(String verb, String to, String... options) {
        String[] words = {verb, SHOP, "--confirm", SHOP + " " + to, "--reason", "the shopper's worst hour"};
        String[] all = Stream.of(words, options).flatMap(Arrays::stream).toArray(String[]::new);
        TwinProcess.Said said = await(verb + " may start")
                .atMost(WAIT_MAX)
                .until(() -> twin.command(all), answer -> answer.code() != PRECONDITION);
        assertThat(said.code()).as("%s", said).isZero();
    }
}
