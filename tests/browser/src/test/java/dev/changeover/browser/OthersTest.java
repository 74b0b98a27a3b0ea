package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several people, and what each of them may do. */
class OthersTest {
    private static final int STORM_EVENTS = 2_500;
    private static final int STORM_PER_TICK = 25;
    // 25 events every 50 ms are 500 a second.
    private static final int STORM_TICK_MS = 50;
    private static final int LONG_TASK_MAX_MS = 200;

    private Scene scene;

    @BeforeEach
    void open() {
        scene = new Scene();
    }

    @AfterEach
    void close() {
        if (scene != null) {
            scene.close();
        }
    }

    @Test
    void aSecondOperatorSeesTheSameChangeoverAndCannotStartAnother() {
        Screen second = scene.signedIn(Person.of("ben"), scene.look(), scene.west(), "applications/shop");
        second.button("move.failover.graceful", "to", World.WEST).click();
        assertThat(second.field("Type shop us-west-2")).isVisible();

        Screen first = scene.signedIn(Person.of("ana"), scene.look(), scene.east(), "applications/shop");
        first.button("move.failover.graceful", "to", World.WEST).click();
        first.confirm(World.WEST, "do.failover");
        first.says("headline.running", "step", "Preflight");

        second.confirm(World.WEST, "do.failover");
        second.shows("A changeover of shop is running.");
        second.link(second.words().say("confirm.running")).click();
        second.says("headline.running", "step", "Preflight");
        assertThat(second.dialog()).hasCount(0);
        scene.world().live().advance();
        first.says("headline.running", "step", "StageSecret");
        second.says("headline.running", "step", "StageSecret");
        assertThat(scene.world().newestFirst()).hasSize(1);
    }

    @Test
    void aViewerSeesNoButtonThatWouldBeRefused() {
        scene.world().hasAPast();
        Course live = scene.world().hasALiveOne();
        for (String hash :
                List.of("", "applications/shop", "changeovers/" + live.id(), "drills", "drills/drill-00000001")) {
            Screen screen = scene.signedIn(Person.of("eve"), scene.look(), scene.west(), hash);
            assertThat(screen.page().locator("main h2").first()).isVisible();
            List<String> buttons = screen.page().getByRole(AriaRole.BUTTON).allInnerTexts();
            assertThat(buttons).as(hash).allMatch(OthersTest::onlyLooks);
            assertThat(screen.link("Audit")).hasCount(0);
        }
    }

    private static boolean onlyLooks(String button) {
        return Stream.of("Copy", "Sign out", "HTML", "JSON", "JUnit XML", "Show")
                .anyMatch(button::startsWith);
    }

    @Test
    void verbsAreAlwaysInTheSamePlaceAndTakeAReason() {
        Course live = scene.world().hasALiveOne();
        Screen screen = scene.operator("changeovers/" + live.id());
        Locator verbs = screen.page()
                .getByRole(
                        AriaRole.GROUP,
                        new com.microsoft.playwright.Page.GetByRoleOptions().setName("Say to this changeover"))
                .getByRole(AriaRole.BUTTON);
        assertThat(verbs).hasText(new String[] {
            "Pause", "Resume", "Retry", "Skip", "Cancel changeover", "Escalate", "Acknowledge"
        });
        assertThat(screen.button("verb.resume")).hasAttribute("aria-disabled", "true");
        assertThat(screen.button("verb.resume"))
                .hasAccessibleDescription("Resume: Not while the changeover is running.");

        screen.button("verb.pause").click();
        assertThat(screen.button("back")).isFocused();
        screen.shows("What pause does, and what it leaves behind.");
        screen.field(screen.words().say("reason")).fill("a look at the disks");
        screen.button("verb.pause.do", "application", "shop").click();
        screen.says("headline.paused", "step", "SwitchDatabase");
        assertThat(screen.button("verb.pause")).isFocused();
        assertThat(verbs).hasText(new String[] {
            "Pause", "Resume", "Retry", "Skip", "Cancel changeover", "Escalate", "Acknowledge"
        });
        screen.shows("a look at the disks");
    }

    @Test
    void aDrillIsStartedReadAndTakenHome() {
        Screen screen = scene.operator("applications/shop");
        screen.button("drill.start", "application", "shop").click();
        screen.field(screen.words().say("reason")).fill("monthly");
        screen.field("Type drill shop").fill("drill shop");
        screen.button("drill.do", "application", "shop").click();
        screen.shows("Passed: there in 41.3 s, back in 39.8 s.");
        assertThat(screen.page()).hasTitle(java.util.regex.Pattern.compile("^\\[TWIN DRILL].*"));
        screen.link("Drills").click();
        assertThat(screen.region("shop")
                        .getByText("monthly")
                        .or(screen.region("shop").getByText("39.8 s"))
                        .first())
                .isVisible();
    }

    @Test
    void theTwinsRegionsMayBeMadeDarkFromTheFleet() {
        Screen screen = scene.operator("");
        screen.impair("outage.impair", World.EAST);
        assertThat(screen.button("outage.heal", "region", World.EAST)).isVisible();
        assertThat(scene.world().isDark(World.EAST)).isTrue();
    }

    @Test
    void whateverIsWrittenSomewhereIsShownAsText() {
        String markup = "<img src=x onerror=\"document.title='owned'\"><script>document.title='owned'</script>";
        String text = markup + " \u202Eمرحبا\u202C 🦄🏳️‍🌈 " + "x".repeat(1_000);
        Course live = scene.world().hasALiveOne();
        live.hear("pause", "ana <b>\u202E@example.com", text);
        live.awsSays(text);
        scene.world().says(text);
        for (String hash : List.of("", "applications/shop", "changeovers/" + live.id())) {
            Screen screen = scene.operator(hash);
            screen.shows(markup);
            assertThat(screen.page().locator("main img")).hasCount(0);
            assertThat(screen.page().title()).doesNotContain("owned");
            Object overflow = screen.page().evaluate("document.documentElement.scrollWidth - innerWidth");
            assertThat(((Number) overflow).intValue()).as(hash).isLessThanOrEqualTo(0);
        }
    }

    @Test
    void aStormOfEventsDoesNotFreezeThePage() throws InterruptedException {
        Course live = scene.world().hasALiveOne();
        Screen screen = scene.operator("changeovers/" + live.id());
        screen.says("headline.running", "step", "SwitchDatabase");
        screen.says("events.live");
        double longest = PageTasks.longestMs(screen.page(), () -> {
            Thread storm = Thread.ofVirtual().start(() -> storm(live));
            screen.button("verb.pause").click();
            assertThat(screen.dialog()).isVisible();
            screen.button("back").click();
            storm.join();
            screen.shows("gust " + (STORM_EVENTS - 1));
        });
        System.out.printf(
                "storm of %d events: longest task %.0f ms of a processor, at most %d%n",
                STORM_EVENTS, longest, LONG_TASK_MAX_MS);
        assertThat(longest).isPositive().isLessThan(LONG_TASK_MAX_MS);
    }

    @SuppressWarnings("ThreadSleep") // The rhythm of the storm.
    private static void storm(Course live) {
        for (int gust = 0; gust < STORM_EVENTS; gust++) {
            live.tell("Seen", "SwitchDatabase", "gust " + gust);
            if (gust % STORM_PER_TICK == 0) {
                try {
                    Thread.sleep(STORM_TICK_MS);
                } catch (InterruptedException stopped) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
