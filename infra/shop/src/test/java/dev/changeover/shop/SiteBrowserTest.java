package dev.changeover.shop;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The site in a real browser, over a real shop and its database. Waits are the browser's own, of five seconds. */
class SiteBrowserTest {
    /** Chromium without windows where it is installed. */
    private static final Path CHROMIUM = Stream.of("/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/usr/bin/chromium"));

    private static final Path NODE = Path.of("/usr/bin/node");

    /** The longest pause of the page between two attempts, and as much again for a busy machine. */
    private static final int WAIT_MS_MAX = 30_000;

    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");

    private static Playwright playwright;
    private static Browser browser;

    private final World world = new World();
    private final List<String> troubles = new ArrayList<>();
    private final List<BrowserContext> people = new ArrayList<>();
    private Origin origin;

    @BeforeAll
    static void launch() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(NODE);
        if (!there) {
            System.err.println("SKIPPED: the site in a browser, for there is no " + CHROMIUM + " or no " + NODE);
        }
        assumeTrue(there, "no chromium or no node");
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", NODE.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-quic")));
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MS_MAX);
    }

    @AfterAll
    static void end() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @BeforeEach
    void open() {
        var shop = world.open();
        await().until(() -> new Shopper(shop).get("/health").status() == 200);
        origin = new Origin(shop);
    }

    @AfterEach
    void close() {
        people.forEach(BrowserContext::close);
        if (origin != null) {
            origin.close();
        }
        world.close();
        assertThat(troubles).as("what the browser complained of").isEmpty();
    }

    private Page page(ColorScheme scheme) {
        BrowserContext person = browser.newContext(new Browser.NewContextOptions().setColorScheme(scheme));
        people.add(person);
        Page page = person.newPage();
        page.onPageError(troubles::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                troubles.add(message.text());
            }
        });
        return page;
    }

    private void visit(Page page, String path) {
        page.navigate(origin.url() + "/" + path);
        if (path.contains("/")) {
            assertThat(page.locator("body[data-ready=yes]")).isAttached();
        }
    }

    private static void press(Page page, AriaRole role, String name) {
        page.getByRole(role, new Page.GetByRoleOptions().setName(name).setExact(true))
                .click();
    }

    private static void says(Page page, String sentence) {
        assertThat(page.getByText(sentence).first()).isVisible();
    }

    /** Signs up through the pages, as the workshop does. */
    private Page member(ColorScheme scheme) {
        Page page = page(scheme);
        visit(page, "en/index.html");
        press(page, AriaRole.LINK, "Signup");
        page.getByLabel("E-mail address").fill(UUID.randomUUID() + "@shop.test");
        page.getByLabel("Password").fill("a long enough one");
        press(page, AriaRole.BUTTON, "Signup");
        press(page, AriaRole.LINK, "Comet");
        press(page, AriaRole.BUTTON, "Add to cart");
        says(page, "Comet is in your cart.");
        return page;
    }

    @Test
    void sellsAUnicorn() {
        Page page = member(ColorScheme.LIGHT);
        assertThat(page.locator("#region")).hasText("us-east-1");
        visit(page, "en/cart.html");
        page.getByLabel("Quantity of Comet").fill("2");
        page.getByLabel("Quantity of Comet").press("Tab");
        says(page, "Total: $298.00");
        press(page, AriaRole.BUTTON, "Buy");
        says(page, "Thank you. Your order is placed.");
        visit(page, "en/orders.html");
        says(page, "Total: $298.00 · Placed in us-east-1");
        press(page, AriaRole.BUTTON, "Log out");
        says(page, "You are logged out.");
    }

    @Test
    void keepsWhatCannotBeWrittenAndWritesItOnce() {
        Page page = member(ColorScheme.LIGHT);
        visit(page, "en/cart.html");
        origin.loseReplyToOrder();
        origin.away(true);
        press(page, AriaRole.BUTTON, "Buy");
        says(page, "nothing is bought twice");
        says(page, "Waiting to be written: 1");

        page.reload(); // The shopper closes the page in the worst moment, and comes back.
        says(page, "The shop does not answer just now.");
        origin.away(false);

        says(page, "Thank you. Your order is placed.");
        assertThat(page.locator("#pending")).isEmpty();
        visit(page, "en/orders.html");
        assertThat(page.locator("section[data-order]")).hasCount(1);
    }

    @Test
    void everyPageIsForEverybodyInEitherLanguageAndTheme() {
        List<String> findings = new ArrayList<>();
        Map.of("en", ColorScheme.LIGHT, "es", ColorScheme.DARK).forEach((language, scheme) -> {
            Page page = member(scheme);
            List<String> paths = new ArrayList<>(List.of("index.html", "error.html"));
            for (String sheet : List.of("index", "unicorn", "cart", "orders", "signup", "login")) {
                paths.add(language + "/" + sheet + ".html" + (sheet.equals("unicorn") ? "?id=3" : ""));
            }
            for (String path : paths) {
                visit(page, path);
                findings.addAll(findings(page, path));
                String name = path.replaceAll("[^a-z]", "-") + scheme + ".png";
                page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "site", name)));
            }
        });
        assertThat(findings).isEmpty();
    }

    /** In one go, which is called legacy and takes a third of the time; the other way is for pages with frames. */
    private static List<String> findings(Page page, String path) {
        assertThat(page.frames()).as("the page itself").hasSize(1);
        return new AxeBuilder(page)
                .setLegacyMode(true).withTags(RULES).analyze().getViolations().stream()
                        .flatMap(rule ->
                                rule.getNodes().stream().map(node -> path + ": " + rule.getId() + " " + node.getHtml()))
                        .toList();
    }
}
