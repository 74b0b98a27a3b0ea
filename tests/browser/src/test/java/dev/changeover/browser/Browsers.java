package dev.changeover.browser;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The machine's own browser, with as many people before it as a test wants. */
final class Browsers implements AutoCloseable {
    /** Chromium without windows where it is installed, since it does the same by a quarter less of a processor. */
    private static final Path CHROMIUM = Stream.of("/usr/lib/chromium/chromium-headless-shell", "/usr/bin/chromium")
            .map(Path::of)
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(Path.of("/usr/bin/chromium"));

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

    private final List<String> pageErrors = new ArrayList<>();
    private final List<BrowserContext> people = new ArrayList<>();
    private final Duration waitMax;
    private final Browser browser;

    /** {@code waitMax} bounds every wait for something to be seen. */
    Browsers(Duration waitMax) {
        require();
        this.waitMax = waitMax;
        this.browser = Running.browser();
    }

    /**
     * The one process of all tests of this JVM: people share nothing but it, and each start of it costs three seconds
     * of a processor. It ends with the driver, and the driver with this JVM.
     */
    private static final class Running {
        private static final Playwright DRIVER = Playwright.create(new Playwright.CreateOptions()
                .setEnv(Map.of("PLAYWRIGHT_NODEJS_PATH", NODE.toString(), "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));

        private static Browser browser = launch();

        /** Another one where a test has brought it down. */
        static Browser browser() {
            if (!browser.isConnected()) {
                browser = launch();
            }
            return browser;
        }

        private static Browser launch() {
            return DRIVER.chromium()
                    .launch(new BrowserType.LaunchOptions()
                            .setExecutablePath(CHROMIUM)
                            .setArgs(FLAGS));
        }
    }

    /** Whoever has no browser or no Node learns that these tests did not run. */
    static void require() {
        boolean there = Files.isExecutable(CHROMIUM) && Files.isExecutable(NODE);
        if (!there) {
            System.err.println("SKIPPED: the console in a browser, because there is no " + CHROMIUM + " or no " + NODE);
        }
        assumeTrue(there, "no chromium or no node");
    }

    /** How somebody looks at a page. */
    record Look(String language, ColorScheme scheme, int width) {
        static Look usual() {
            return new Look("en", ColorScheme.LIGHT, 1280);
        }

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

    /** A session of its own, nobody signed in. */
    Screen visitor(Look look) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setLocale(look.language().equals("es") ? "es-ES" : "en-GB")
                .setColorScheme(look.scheme())
                .setViewportSize(look.width(), 900));
        people.add(context);
        context.setDefaultTimeout((double) waitMax.toMillis());
        PlaywrightAssertions.setDefaultAssertionTimeout((double) waitMax.toMillis());
        Page page = context.newPage();
        page.onPageError(pageErrors::add);
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                pageErrors.add(message.text());
            }
        });
        return new Screen(page, new Words(look.language()));
    }

    /** What went wrong in the pages' own scripts, and what their policy forbade them. */
    List<String> pageErrors() {
        return List.copyOf(pageErrors);
    }

    @Override
    public void close() {
        people.forEach(BrowserContext::close);
    }
}
