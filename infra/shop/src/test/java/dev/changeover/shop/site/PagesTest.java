package dev.changeover.shop.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.shop.Json;
import dev.changeover.shop.site.Texts.Language;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src)=\"([^\"]+)\"");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");

    private final Map<String, Page> pages =
            Pages.all().stream().collect(Collectors.toMap(Page::path, Function.identity()));

    @Test
    void saysEverythingInEnglishAndInSpanish() {
        assertThat(pages.keySet()).contains("index.html", "error.html", "shop.css", "shop.js");
        for (String page : List.of("index", "unicorn", "cart", "orders", "signup", "login")) {
            assertThat(pages.get("en/" + page + ".html").text()).contains("<html lang=\"en\">");
            assertThat(pages.get("es/" + page + ".html").text()).contains("<html lang=\"es\">");
        }
        assertThat(pages.get("es/signup.html").text()).contains("Correo electrónico", "<h1 id=\"title\">Registrarse");
    }

    @Test
    void refusesHalfATranslation() {
        assertThatThrownBy(() -> Texts.parse("{\"cart\":{\"en\":\"Cart\"}}")).hasMessageContaining("not said in es");
    }

    @Test
    void keepsTheSamePlaceholdersInBothLanguages() throws IOException {
        Texts texts = Texts.parse(resource("texts.json"));
        texts.sentences()
                .forEach((key, both) -> assertThat(found(PLACEHOLDER, both.get(Language.ENGLISH)))
                        .as(key)
                        .isEqualTo(found(PLACEHOLDER, both.get(Language.SPANISH))));
    }

    @Test
    void hasEverySentenceTheScriptSaysAndNoOther() throws IOException {
        String script = pages.get("shop.js").text();
        var known = new TreeSet<String>();
        Texts.parse(resource("texts.json")).sentences().keySet().stream()
                .filter(key -> key.startsWith("js."))
                .forEach(key -> known.add(key.substring(3)));
        for (String key : known) {
            assertThat(script).as("%s is said somewhere", key).contains("\"" + key + "\"");
        }
        var asked = Pattern.compile("\\btext\\(\"([a-z-]+)\"").matcher(script).results();
        assertThat(asked.map(match -> match.group(1)).collect(Collectors.toSet()))
                .isSubsetOf(known);
    }

    @Test
    void linksToNothingThatIsNotThere() {
        for (Page page : pages.values()) {
            if (page.path().endsWith(".html")) {
                assertThat(LINK.matcher(page.text()).results().map(match -> match.group(1)))
                        .as(page.path())
                        .allSatisfy(link -> assertThat(
                                        link.startsWith("#") || pages.containsKey(link.replaceFirst("^/", "")))
                                .as(link)
                                .isTrue());
                assertThat(page.text()).as("own files only").doesNotContain("https://", "style=", "onclick");
            }
        }
    }

    @Test
    void carriesSentencesThatAreJson() {
        var block = Pattern.compile("id=\"texts\">(.*?)</script>", Pattern.DOTALL)
                .matcher(pages.get("es/cart.html").text());
        assertThat(block.find()).isTrue();
        assertThat(Json.tree(block.group(1)).path("buy").asString()).isEqualTo("Comprar");
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(MatchResult::group).sorted().toList();
    }

    private static String resource(String name) throws IOException {
        try (var stream = Pages.class.getResourceAsStream("/site/" + name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
