package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Keyboard;
import com.microsoft.playwright.Locator;
import org.junit.jupiter.api.Test;

/** The whole way without a mouse. */
class KeyboardTest {
    // More stops than any page here has.
    private static final int TABS_MAX = 80;

    @Test
    void anOperatorMovesTheShopWithTheKeyboardAlone() {
        try (var scene = new Scene()) {
            Screen screen = scene.visitor(scene.look());
            Keyboard keys = screen.page().keyboard();
            screen.page().navigate(scene.west().address().toString());
            press(screen, screen.button("sign-in.with", "name", "Cognito us-west-2"));
            press(screen, screen.link("ana"));
            press(screen, screen.link("shop"));
            assertThat(screen.heading("shop")).isFocused();

            Locator opener = screen.button("move.failover.graceful", "to", World.WEST);
            press(screen, opener);
            assertThat(screen.button("cancel")).isFocused();
            keys.press("Escape");
            assertThat(screen.dialog()).hasCount(0);
            assertThat(opener).isFocused();

            keys.press("Enter");
            assertThat(screen.field("Type shop us-west-2")).isVisible();
            reach(screen, screen.field(screen.words().say("reason")));
            keys.type("by keyboard");
            reach(screen, screen.field("Type shop us-west-2"));
            keys.type("shop us-west-2");
            press(screen, screen.button("do.failover", "application", "shop", "to", World.WEST));
            screen.says("headline.running", "step", "Preflight");

            press(screen, screen.button("verb.pause"));
            reach(screen, screen.field(screen.words().say("reason")));
            keys.type("wait");
            keys.press("Enter");
            screen.says("headline.paused", "step", "Preflight");
            press(screen, screen.button("verb.resume"));
            reach(screen, screen.field(screen.words().say("reason")));
            keys.type("go");
            keys.press("Enter");
            screen.says("headline.running", "step", "Preflight");
            scene.world().live().complete();
            screen.says("state.completed");
        }
    }

    @Test
    void noSingleKeyChangesAnything() {
        try (var scene = new Scene()) {
            Course live = scene.world().hasALiveOne();
            Screen screen = scene.operator("changeovers/" + live.id());
            screen.says("headline.running", "step", "SwitchDatabase");
            for (String key : "a b c d e p r s x y 1 Delete Backspace".split(" ", -1)) {
                screen.page().keyboard().press(key);
            }
            assertThat(screen.dialog()).hasCount(0);
            assertThat(scene.west().asked()).noneMatch(request -> request.startsWith("POST"));
        }
    }

    private static void press(Screen screen, Locator target) {
        reach(screen, target);
        screen.page().keyboard().press("Enter");
    }

    private static void reach(Screen screen, Locator target) {
        target.waitFor();
        for (int tab = 0; tab < TABS_MAX; tab++) {
            if ((Boolean) target.evaluate("element => element === document.activeElement")) {
                assertThat((Boolean) target.evaluate("element => element.matches(':focus-visible')"))
                        .isTrue();
                return;
            }
            screen.page().keyboard().press("Tab");
        }
        throw new AssertionError("the keyboard does not reach " + target);
    }
}
