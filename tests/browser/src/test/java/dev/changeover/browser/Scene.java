package dev.changeover.browser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Two Regions' services, a sign-in provider, and a browser to look at them with. */
final class Scene implements AutoCloseable {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path NODE = Path.of("/usr/bin/node");
    // What keeps a browser in a container quiet and alone.
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");
    // A shared machine of two processors under load; alone each wait takes well below a second.
    private static final double WAIT_MAX_MS = 20_000;
    // Nothing listens there.
    private static final URI SILENT = URI.create("http://127.0.0.1:65321");

    private final World world = new World();
    private final List<String> pageErrors = new ArrayList<>();
    private final FixtureIssuer issuer;
    private final FixtureApi east;
    private final FixtureApi west;
    private final Playwright playwright;
    private final Browser browser;

    Scene() {
        requireBrowser();
        try {
            issuer = new FixtureIssuer(SILENT);
            east = new FixtureApi(world, World.EAST, issuer);
            west = new FixtureApi(world, World.WEST, issuer);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        east.knowsAlso(west);
        west.knowsAlso(east);
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", NODE.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(FLAGS));
    }

    /** Whoever has no browser or no Node learns that these tests did not run. */
    static void requireBrowser() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(NODE);
        if (!there) {
            System.err.println("SKIPPED: the console in a browser, because there is no " + CHROMIUM + " or no " + NODE);
        }
        assumeTrue(there, "no chromium or no node");
    }

    World world() {
        return world;
    }

    FixtureApi east() {
        return east;
    }

    FixtureApi west() {
        return west;
    }

    FixtureIssuer issuer() {
        return issuer;
    }

    Look look() {
        return new Look("en", ColorScheme.LIGHT, 1280);
    }

    /** How somebody looks at a page. */
    record Look(String language, ColorScheme scheme, int width) {
        Look in(String other) {
            return new Look(other, scheme, width);
        }

        Look with(ColorScheme other) {
            return new Look(language, other, width);
        }

        Look wide(int other) {
            return new Look(language, scheme, other);
        }
    }

    /** A browser of its own, nobody signed in. */
    Screen visitor(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(look.language().equals("es") ? "es-ES" : "en-GB")
                .setColorScheme(look.scheme())
                .setViewportSize(look.width(), 900));
        context.setDefaultTimeout(WAIT_MAX_MS);
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(WAIT_MAX_MS);
        Page page = context.newPage();
        page.onPageError(pageErrors::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                pageErrors.add(message.text());
            }
        });
        return new Screen(page, new Words(look.language()));
    }

    /** Somebody who has signed in already, at a page of the service in a Region. */
    Screen signedIn(Person person, Look look, FixtureApi at, String hash) {
        Screen screen = visitor(look);
        String session = Json.text(Json.object("token", issuer.tokenOf(person)));
        screen.page()
                .addInitScript("if (!sessionStorage.getItem('changeover:session')) {"
                        + "sessionStorage.setItem('changeover:session', " + Json.text(session) + ")}");
        screen.page().navigate(at.address() + "#/" + hash);
        return screen;
    }

    Screen operator(String hash) {
        return signedIn(Person.of("ana"), look(), west, hash);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
        east.close();
        west.close();
        issuer.close();
        assertThat(east.contractFaults())
                .as("what the fixture said against the contract")
                .isEmpty();
        assertThat(west.contractFaults())
                .as("what the fixture said against the contract")
                .isEmpty();
        assertThat(pageErrors).as("errors in the page").isEmpty();
    }
}
