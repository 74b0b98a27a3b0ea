package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The worst hour against the whole service: real databases, functions, automations, and one browser a person. */
class TwinFlowTest {
    private static final String SHOP = "unicorn-shop";

    /** A changeover takes 5 s on two quiet processors, a returned Region 10 s to follow; the rest is for other work. */
    private static final Duration WAIT_MAX = Duration.ofSeconds(90);

    /** Each halt is a call of 3 s that a busy machine did not answer; twice in a row is bad luck enough. */
    private static final int RETRIES_MAX = 3;

    @RegisterExtension
    static final SharedTwin SHARED = new SharedTwin();

    private static TwinProcess twin;
    private Browsers browsers;

    @BeforeAll
    static void takeTheTwin() {
        twin = SHARED.twin();
    }

    @AfterEach
    void close() {
        twin.heal();
        if (browsers != null) {
            browsers.close();
            assertThat(browsers.pageErrors()).as("errors in the page").isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void anOperatorMovesTheShopBringsItBackAndSavesItFromADarkRegion(String language) {
        browsers = new Browsers(WAIT_MAX);
        Screen screen = browsers.visitor(Browsers.Look.usual().in(language));
        signIn(screen, World.EAST, "operator");
        screen.link(SHOP).click();
        assertThat(screen.heading(SHOP)).isVisible();
        screen.shoot("twin-application");

        move(screen, "move.failover.graceful", World.WEST);
        ended(screen, "state.completed");
        screen.says("rto.stopped");
        screen.shoot("twin-changeover");
        screen.link(SHOP).click();
        move(screen, "move.failback.graceful", World.EAST);
        ended(screen, "state.completed");

        twin.darken(World.EAST);
        screen.says("failure.silent");
        screen.link(screen.words().say("elsewhere", "region", World.WEST)).click();
        signIn(screen, World.WEST, "operator");
        screen.link(SHOP).click();
        screen.says("incomplete");
        emergency(screen);
        ended(screen, "state.completed");
        screen.shoot("twin-emergency");

        twin.heal();
        screen.link(SHOP).click();
        screen.says("state.protected");
        move(screen, "move.failback.graceful", World.EAST);
        ended(screen, "state.completed");
    }

    @Test
    void aSecondBrowserSeesTheSameChangeoverAndCannotStartAnother() {
        browsers = new Browsers(WAIT_MAX);
        Screen first = browsers.visitor(Browsers.Look.usual());
        signIn(first, World.EAST, "operator");
        Screen second = browsers.visitor(Browsers.Look.usual());
        signIn(second, World.WEST, "approver");
        second.link(SHOP).click();
        second.button("move.failover.graceful", "to", World.WEST).click();
        assertThat(second.field("Type " + SHOP + " us-west-2")).isVisible();

        twin.throttle("SwitchoverGlobalCluster");
        first.link(SHOP).click();
        move(first, "move.failover.graceful", World.WEST);
        second.confirm(SHOP, World.WEST, "do.failover");
        assertThat(second.link(second.words().say("confirm.running"))).isVisible();
        second.link(second.words().say("confirm.running")).click();
        assertThat(second.page()).hasURL(Pattern.compile(".*#/changeovers/.*"));
        assertThat(second.page().getByText("approver").first()).isVisible();
        twin.heal();
        ended(first, "state.completed");
        ended(second, "state.completed");

        second.link(SHOP).click();
        move(second, "move.failback.graceful", World.EAST);
        ended(second, "state.completed");
    }

    private static void signIn(Screen screen, String region, String person) {
        screen.page().navigate(twin.console(region));
        screen.button("sign-in.with", "name", "Twin, " + region).click();
        screen.link(person).click();
        assertThat(screen.link(SHOP)).isVisible();
    }

    private static void move(Screen screen, String key, String to) {
        previewed(screen, screen.button(key, "to", to), to);
        confirmed(screen, () -> {
            lookUntilItMayStart(screen, to);
            screen.confirm(SHOP, to, to.equals(World.WEST) ? "do.failover" : "do.failback");
        });
    }

    /** Whoever is told that the preview did not come looks again. */
    private static void previewed(Screen screen, Locator opener, String to) {
        Locator refusal = screen.dialog().getByRole(AriaRole.ALERT);
        opener.click();
        for (int asked = 0; asked <= RETRIES_MAX; asked++) {
            screen.page().waitForCondition(() -> phrase(screen, to).isVisible() || refusal.isVisible());
            if (phrase(screen, to).isVisible()) {
                return;
            }
            System.err.println("no preview, and looked again: " + onOneLine(refusal));
            screen.lookAgain().click();
        }
        throw new AssertionError("no preview after " + RETRIES_MAX + " more times");
    }

    private static Locator phrase(Screen screen, String to) {
        return screen.field(screen.words().say("confirm.type", "phrase", SHOP + " " + to));
    }

    /** Whoever is told that the world has changed since the preview reads it again and confirms again. */
    private static void confirmed(Screen screen, Runnable confirmation) {
        Locator refusal = screen.dialog().getByRole(AriaRole.ALERT);
        for (int asked = 0; asked <= RETRIES_MAX; asked++) {
            confirmation.run();
            screen.page().waitForCondition(() -> begun(screen) || refusal.isVisible());
            if (begun(screen)) {
                return;
            }
            System.err.println("refused, and confirmed again: " + onOneLine(refusal));
        }
        throw new AssertionError("still refused after " + RETRIES_MAX + " more times: " + onOneLine(refusal));
    }

    private static boolean begun(Screen screen) {
        return screen.page().url().contains("#/changeovers/");
    }

    private static String onOneLine(Locator shown) {
        return shown.innerText().replace('\n', ' ');
    }

    /** A Region that has just returned is still settling: the preview says so, and a person looks again. */
    private static void lookUntilItMayStart(Screen screen, String to) {
        assertThat(phrase(screen, to)).isVisible();
        Locator mayNot = screen.dialog().getByText(screen.words().say("confirm.may-not"));
        long end = System.nanoTime() + WAIT_MAX.toNanos();
        while (mayNot.first().isVisible() && System.nanoTime() - end < 0) {
            screen.lookAgain().click();
            assertThat(screen.lookAgain()).isVisible();
        }
        assertThat(mayNot.first().isVisible())
                .as(
                        "after %s s the preview says: %s",
                        WAIT_MAX.toSeconds(), screen.dialog().innerText())
                .isFalse();
    }

    private static void emergency(Screen screen) {
        String beginning = screen.words()
                .say("move.ungraceful", "to", World.WEST)
                .replaceAll("\\{loss}.*", "")
                .strip();
        Locator opener = screen.page().getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(beginning));
        previewed(screen, opener, World.WEST);
        Locator loss = screen.dialog().getByRole(AriaRole.CHECKBOX).first();
        confirmed(screen, () -> {
            acceptedAsShown(screen, loss);
            lookUntilItMayStart(screen, World.WEST);
            screen.confirm(SHOP, World.WEST, "do.ungraceful");
        });
    }

    /** A loss that has become another since it was accepted, or unknown, is to be accepted again. */
    private static void acceptedAsShown(Screen screen, Locator loss) {
        List<String> notYet =
                List.of(screen.words().say("confirm.looking"), screen.words().say("confirm.needs-loss"));
        Locator obstacle = screen.dialog().locator("#obstacle");
        screen.page().waitForCondition(() -> {
            if (!loss.isChecked()) {
                loss.click();
            }
            return !notYet.contains(obstacle.innerText());
        });
    }

    /** Waits for the end as an operator does: what halts because the machine was busy for too long is asked again. */
    private static void ended(Screen screen, String state) {
        assertThat(screen.page()).hasURL(Pattern.compile(".*#/changeovers/.*"));
        Locator end = said(screen, state);
        Locator halted = said(screen, "state.halted");
        for (int asked = 0; asked <= RETRIES_MAX; asked++) {
            assertThat(end.or(halted).first()).isVisible();
            if (end.first().isVisible()) {
                return;
            }
            System.err.println(
                    "halted, and asked again: " + onOneLine(screen.page().locator("main")));
            retry(screen);
        }
        throw new AssertionError("still halted after " + RETRIES_MAX + " retries: "
                + screen.page().content());
    }

    private static void retry(Screen screen) {
        screen.button("verb.retry").click();
        screen.field(screen.words().say("reason")).fill("the machine was busy");
        String beginning = screen.words().say("verb.retry.do", "step", "").strip();
        screen.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(beginning))
                .click();
        assertThat(screen.dialog()).hasCount(0);
    }

    private static Locator said(Screen screen, String key) {
        return screen.page().getByText(screen.words().say(key), new Page.GetByTextOptions().setExact(true));
    }
}
