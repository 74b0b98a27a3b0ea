package dev.changeover.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page, both themes, both languages: nothing that WCAG 2.2 AA forbids. Keeps a picture of each. */
class AxeTest {
    private static final List<String> RULES =
            List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
    private static final int NARROW = 390;

    /** Pages by the name of their picture. */
    private static final Map<String, String> PAGES = Map.of(
            "fleet", "",
            "application", "applications/shop",
            "changeover", "changeovers/shop-00000003",
            "ended", "changeovers/shop-00000001",
            "drills", "drills",
            "drill", "drills/drill-00000001",
            "audit", "audit");

    @ParameterizedTest
    @CsvSource({"en,LIGHT", "en,DARK", "es,LIGHT", "es,DARK"})
    void everyPageIsForEverybody(String language, ColorScheme scheme) {
        try (var scene = new Scene()) {
            scene.world().hasAPast();
            scene.world().hasALiveOne().halt();
            List<String> findings = new ArrayList<>();
            Browsers.Look look = scene.look().in(language).with(scheme);
            String theme = "." + scheme.name().toLowerCase(Locale.ROOT);
            PAGES.forEach((name, hash) -> {
                Screen screen = scene.signedIn(Person.of("ana"), look, scene.west(), hash);
                assertThat(screen.page().locator("main h2").first()).isVisible();
                screen.shoot(name + theme);
                findings.addAll(findings(name, screen));
                screen.page().context().close();
            });
            assertThat(findings).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"en,LIGHT", "es,DARK"})
    void dialogsAndBadDaysAreForEverybodyToo(String language, ColorScheme scheme) {
        try (var scene = new Scene()) {
            Browsers.Look look = scene.look().in(language).with(scheme);
            List<String> findings = new ArrayList<>();
            Screen door = scene.visitor(look);
            door.page().navigate(scene.west().address().toString());
            door.says("silent");
            findings.addAll(pictured("sign-in", door));

            Screen screen = scene.signedIn(Person.of("ana"), look, scene.west(), "applications/shop");
            screen.button("move.ungraceful", "to", World.WEST, "loss", language.equals("es") ? "1,2 s" : "1.2 s")
                    .click();
            screen.says("loss.title");
            findings.addAll(pictured("confirm", screen));
            screen.button("cancel").click();

            scene.world().darken(World.EAST, true);
            screen.says("incomplete");
            findings.addAll(pictured("dark-region", screen));
            scene.west().fail(Fault.ERROR_500);
            assertThat(screen.alert().first()).isVisible();
            findings.addAll(pictured("unanswered", screen));
            assertThat(findings).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"fleet,''", "application,applications/shop", "changeover,changeovers/shop-00000003"})
    void aNarrowPageNeverScrollsSideways(String name, String hash) {
        try (var scene = new Scene()) {
            scene.world().hasAPast();
            scene.world().hasALiveOne();
            Screen screen = scene.signedIn(Person.of("ana"), scene.look().wide(NARROW), scene.west(), hash);
            assertThat(screen.page().locator("main h2").first()).isVisible();
            screen.shoot("narrow-" + name);
            Object width = screen.page().evaluate("document.documentElement.scrollWidth");
            assertThat(((Number) width).intValue()).isLessThanOrEqualTo(NARROW);
        }
    }

    private static List<String> pictured(String name, Screen screen) {
        screen.shoot("axe-" + name);
        return findings(name, screen);
    }

    /** In one go, which is called legacy and takes a third of the time; the other way is for pages with frames. */
    private static List<String> findings(String name, Screen screen) {
        assertThat(screen.page().frames()).as("the page itself").hasSize(1);
        List<Rule> rules = new AxeBuilder(screen.page())
                .setLegacyMode(true)
                .withTags(RULES)
                .analyze()
                .getViolations();
        return rules.stream()
                .flatMap(
                        rule -> rule.getNodes().stream().map(node -> name + ": " + rule.getId() + " " + node.getHtml()))
                .toList();
    }
}
