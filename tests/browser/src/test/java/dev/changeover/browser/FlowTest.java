package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an operator does in the worst hour, in both languages. */
class FlowTest {
    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void anOperatorSignsInMovesTheShopAndBringsItBack(String language) {
        try (var scene = new Scene()) {
            Screen screen = scene.visitor(scene.look().in(language));
            screen.page().navigate(scene.west().address().toString());
            // The first provider's Region is dark, and the page says so before anybody waits for it.
            screen.says("silent");
            screen.button("sign-in.with", "name", "Cognito us-west-2").click();
            screen.link("ana").click();
            screen.link("shop").click();
            assertThat(screen.heading("shop")).isVisible();

            screen.button("move.failover.graceful", "to", World.WEST).click();
            assertThat(screen.button("cancel")).isFocused();
            screen.confirm(World.WEST, "do.failover");
            assertThat(screen.page()
                            .getByRole(com.microsoft.playwright.options.AriaRole.TABLE)
                            .first())
                    .isVisible();
            screen.says("headline.running", "step", "Preflight");
            scene.world().live().advance();
            screen.says("headline.running", "step", "StageSecret");
            scene.world().live().complete();
            screen.says("state.completed");
            screen.says("rto.stopped");

            screen.link("shop").click();
            screen.button("move.failback.graceful", "to", World.EAST).click();
            screen.confirm(World.EAST, "do.failback");
            screen.says("headline.running", "step", "Preflight");
            scene.world().live().complete();
            screen.says("state.completed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void whenARegionIsDarkTheOtherOnesPageStillMovesTheShop(String language) {
        try (var scene = new Scene()) {
            scene.world().darken(World.EAST, true);
            Screen screen =
                    scene.signedIn(Person.of("ana"), scene.look().in(language), scene.west(), "applications/shop");
            screen.says("incomplete");
            screen.button("move.ungraceful-unknown", "to", World.WEST).click();
            screen.says("loss.title");
            screen.page().getByLabel(screen.words().say("loss.accept-any")).check();
            screen.confirm(World.WEST, "do.ungraceful");
            screen.says("headline.running", "step", "Preflight");
            scene.world().live().complete();
            screen.says("state.completed");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void anEmergencyNamesItsLossAndWaitsUntilItIsAccepted(String language) {
        try (var scene = new Scene()) {
            Screen screen =
                    scene.signedIn(Person.of("ana"), scene.look().in(language), scene.west(), "applications/shop");
            String loss = language.equals("es") ? "1,2 s" : "1.2 s";
            screen.button("move.ungraceful", "to", World.WEST, "loss", loss).click();
            screen.says("confirm.needs-loss");
            screen.page()
                    .getByLabel(screen.words().say("loss.accept", "loss", loss))
                    .check();
            screen.confirm(World.WEST, "do.ungraceful");
            assertThat(screen.page().getByText(screen.words().say("accepted-loss", "loss", loss)))
                    .isVisible();
        }
    }
}
