package dev.changeover.shop.site;

import dev.changeover.shop.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Every sentence the pages say, in both languages. */
record Texts(Map<String, Map<Language, String>> sentences) {
    /** What the script says while the page is open; it gets these and no others. */
    private static final String SCRIPT_PREFIX = "js.";

    /** The languages of the shop. */
    enum Language {
        ENGLISH("en"),
        SPANISH("es");

        final String code;

        Language(String code) {
            this.code = code;
        }
    }

    /** A sentence that one language lacks stops whoever reads it: half a translation is none. */
    static Texts parse(String json) {
        Map<String, Map<Language, String>> sentences = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> entry : Json.tree(json).properties()) {
            Map<Language, String> both = new LinkedHashMap<>();
            for (Language language : Language.values()) {
                String sentence = entry.getValue().path(language.code).asString("");
                if (sentence.isBlank()) {
                    throw new IllegalStateException("\"" + entry.getKey() + "\" is not said in " + language.code);
                }
                both.put(language, sentence);
            }
            sentences.put(entry.getKey(), both);
        }
        return new Texts(sentences);
    }

    Map<String, String> in(Language language) {
        Map<String, String> said = new LinkedHashMap<>();
        sentences.forEach((key, both) -> said.put(key, both.get(language)));
        return said;
    }

    /** The script's sentences as JSON that may stand inside a page. */
    String forScript(Language language) {
        var object = Json.object();
        in(language).forEach((key, sentence) -> {
            if (key.startsWith(SCRIPT_PREFIX)) {
                object.put(key.substring(SCRIPT_PREFIX.length()), sentence);
            }
        });
        object.put("cart", in(language).get("cart"));
        return object.toString().replace("<", "\\u003c");
    }
}
