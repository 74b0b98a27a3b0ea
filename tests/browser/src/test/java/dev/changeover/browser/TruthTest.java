package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is old looks old, what is not known is called unknown, and a service that lies or dies takes nothing away. */
class TruthTest {
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
    void aFrozenSourceIsShownAsStale() {
        Screen screen = scene.operator("applications/shop");
        Locator east = screen.region(World.EAST);
        assertThat(east.getByText("Writer")).isVisible();
        assertThat(screen.page().getByText("stale")).hasCount(0);
        scene.world().freeze(Duration.ofMinutes(5));
        assertThat(east.getByText("stale").first()).isVisible();
        assertThat(east.getByText("5 min").first()).isVisible();
        // The look itself: hatched, not only said.
        assertThat(east.locator(".hatched").first()).isVisible();
        screen.shoot("truth-frozen");
    }

    @Test
    void whatCannotBeReadIsUnknownAndNeverZero() {
        scene.world().darken(World.EAST, true);
        Screen screen = scene.operator("applications/shop");
        Locator east = screen.region(World.EAST);
        assertThat(east.getByText("rds in us-east-1 did not answer in 2 s")).isVisible();
        assertThat(east.getByText("unknown").first()).isVisible();
        assertThat(east.getByText("0 ms")).hasCount(0);
        assertThat(east.getByText("0.0 /s")).hasCount(0);
        assertThat(screen.button("move.ungraceful-unknown", "to", World.WEST)).isVisible();
    }

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NONE", "TOKEN_EXPIRED"},
            mode = EnumSource.Mode.EXCLUDE)
    void aServiceThatLiesOrDiesLeavesTheLastTruthOnTheScreen(Fault fault) {
        Screen screen = scene.operator("applications/shop");
        assertThat(screen.region(World.EAST).getByText("Writer")).isVisible();
        scene.west().fail(fault);
        assertThat(screen.alert().first()).isVisible();
        screen.shows("This is the last answer of us-west-2");
        assertThat(screen.region(World.EAST).getByText("Writer")).isVisible();
        // What would be refused is not offered; what to type instead is.
        assertThat(screen.button("move.failover.graceful", "to", World.WEST)).hasAttribute("aria-disabled", "true");
        screen.shows("changeover failover shop --ungraceful");
        assertThat(screen.link("Open the console of us-east-1")).isVisible();
        screen.shoot("truth-" + fault);

        scene.west().fail(Fault.NONE);
        assertThat(screen.alert()).hasCount(0);
        assertThat(screen.button("move.failover.graceful", "to", World.WEST)).hasAttribute("aria-disabled", "false");
    }

    @Test
    void aWrongClockOnEitherSideIsSaidAndAgesStayRight() {
        scene.world().clockIsWrongBy(Duration.ofHours(-3));
        Screen screen = scene.operator("applications/shop");
        screen.shows("This machine's clock is 3 h 00 min off");
        assertThat(screen.page().getByText("stale")).hasCount(0);
    }

    @Test
    void aTokenThatDiesInTheMiddleKeepsThePageAndAsksToSignIn() {
        Course live = scene.world().hasALiveOne();
        Screen screen = scene.operator("changeovers/" + live.id());
        screen.says("headline.running", "step", "SwitchDatabase");
        scene.issuer().forgetAll();
        screen.says("session.ended");
        screen.says("headline.running", "step", "SwitchDatabase");
        assertThat(screen.button("verb.pause")).hasAttribute("aria-disabled", "true");
        screen.button("sign-in.with", "name", "Cognito us-west-2").click();
        screen.link("ana").click();
        // Back on the same page, with what happened meanwhile.
        screen.says("headline.running", "step", "SwitchDatabase");
        assertThat(screen.button("verb.pause")).hasAttribute("aria-disabled", "false");
    }

    @Test
    void aSessionThatIsAboutToEndSaysSo() {
        Person ana = Person.of("ana").until(Instant.now().plusSeconds(300));
        Screen screen = scene.signedIn(ana, scene.look(), scene.west(), "");
        screen.shows("Your session ends in");
    }

    @Test
    void offlineAReloadShowsTheLastDataGreyedWithTheirAge() {
        Screen screen = scene.operator("applications/shop");
        assertThat(screen.region(World.EAST).getByText("Writer")).isVisible();
        // Not waitForFunction: from its second look on it evaluates in the page, whose policy forbids that.
        screen.page().waitForCondition(() ->
                (Boolean) screen.page().evaluate("navigator.serviceWorker.controller !== null"));
        screen.page().context().setOffline(true);
        screen.page().reload();
        assertThat(screen.region(World.EAST).getByText("Writer")).isVisible();
        screen.shows("This is the last answer of us-west-2");
        assertThat(screen.page().locator("main.old")).isVisible();
        assertThat(screen.button("move.failover.graceful", "to", World.WEST)).hasAttribute("aria-disabled", "true");
        screen.shows("changeover failover shop");
        screen.shoot("truth-offline");
    }

    @Test
    void aPreviewThatDidNotComeIsAskedForAgainWhereItIsMissed() {
        scene.west().losesPreviews(true);
        Screen screen = scene.operator("applications/shop");
        screen.button("move.failover.graceful", "to", World.WEST).click();
        assertThat(screen.dialog().getByRole(AriaRole.ALERT)).isVisible();
        for (String untrue : List.of("confirm.looking", "confirm.unknown-whether")) {
            assertThat(screen.dialog().getByText(screen.words().say(untrue))).hasCount(0);
        }
        screen.shoot("truth-no-preview");
        scene.west().losesPreviews(false);
        screen.lookAgain().click();
        assertThat(screen.dialog().getByRole(AriaRole.ALERT)).hasCount(0);
        screen.confirm(World.WEST, "do.failover");
        screen.says("headline.running", "step", "Preflight");
    }

    @Test
    void aPreviewThatTheWorldHasOutrunIsRefusedWithTheDifference() {
        Screen screen = scene.operator("applications/shop");
        screen.button("move.failover.graceful", "to", World.WEST).click();
        assertThat(screen.field("Type shop us-west-2")).isVisible();
        scene.world().changed();
        screen.confirm(World.WEST, "do.failover");
        screen.says("confirm.changed");
        assertThat(screen.field("Type shop us-west-2")).isEmpty();
        screen.shoot("truth-stale-preview");
        screen.field("Type shop us-west-2").fill("shop us-west-2");
        screen.button("do.failover", "application", "shop", "to", World.WEST).click();
        screen.says("headline.running", "step", "Preflight");
    }

    @Test
    void aStartThatNobodyAnsweredIsAskedAgainWithoutStartingTwo() {
        Screen screen = scene.operator("applications/shop");
        screen.button("move.failover.graceful", "to", World.WEST).click();
        assertThat(screen.field("Type shop us-west-2")).isVisible();
        scene.west().losesReplies(true);
        screen.confirm(World.WEST, "do.failover");
        screen.says("confirm.unknown-whether");
        scene.west().losesReplies(false);
        screen.button("do.failover", "application", "shop", "to", World.WEST).click();
        screen.says("headline.running", "step", "Preflight");
        assertThat(scene.world().newestFirst()).hasSize(1);
    }

    @Test
    void withoutAStreamTheEventsStillCome() {
        scene.west().streams(false);
        Course live = scene.world().hasALiveOne();
        Screen screen = scene.operator("changeovers/" + live.id());
        screen.shows("asked for by ana@example.com");
        live.tell("Seen", "SwitchDatabase", "the writer moves");
        screen.shows("the writer moves");
        screen.says("events.polled");
    }
}
