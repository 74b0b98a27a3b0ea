package dev.changeover.shop.site;

import dev.changeover.shop.site.Texts.Language;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The shop's site: static files for a bucket in each Region, made from one template and one catalogue of sentences.
 * They ask the shop itself under {@code /api/} of whichever origin served them.
 */
public final class Pages {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{([a-z-]+)}}");
    private static final String HTML = "text/html; charset=utf-8";

    private final Texts texts = Texts.parse(resource("texts.json"));
    private final String drawing = resource("unicorn.svg").strip();

    private Pages() {}

    /** Every page of a language: its file's name, the sentence that is its title, and what stands in it. */
    private record Sheet(String name, String title, String content) {}

    /** Every file of the site, ready to be put into a bucket; {@code index.html} is its root. */
    public static List<Page> all() {
        var pages = new Pages();
        List<Page> all = new ArrayList<>();
        for (Language language : Language.values()) {
            for (Sheet sheet : sheets()) {
                all.add(pages.page(language, sheet));
            }
        }
        all.add(pages.choice("index.html", "shop", "catalogue-lead", "catalogue"));
        all.add(pages.choice("error.html", "error-title", "error-lead", "error-link"));
        all.add(file("shop.css", "text/css; charset=utf-8"));
        all.add(file("shop.js", "text/javascript; charset=utf-8"));
        all.add(file("unicorn.svg", "image/svg+xml"));
        return List.copyOf(all);
    }

    private static List<Sheet> sheets() {
        return List.of(
                new Sheet("index", "catalogue", "<p>{{catalogue-lead}}</p>\n<ul class=\"herd\" id=\"herd\"></ul>"),
                new Sheet("unicorn", "unicorn", "<div class=\"one\" id=\"one\" hidden></div>"),
                new Sheet("cart", "cart", "<div id=\"cart\"></div>"),
                new Sheet("orders", "orders", "<div id=\"orders\"></div>"),
                new Sheet("signup", "signup", form("signup-lead", "new-password")),
                new Sheet("login", "login", form("login-lead", "current-password")));
    }

    private static String form(String lead, String autocomplete) {
        return resource("form.html").replace("{{lead}}", "{{" + lead + "}}").replace("{{autocomplete}}", autocomplete);
    }

    private Page page(Language language, Sheet sheet) {
        Map<String, String> values = new HashMap<>(escaped(language));
        String file = sheet.name() + ".html";
        values.put("page", sheet.name());
        values.put("file", file);
        values.put("title", values.get(sheet.title()));
        values.put("texts", texts.forScript(language));
        values.put("drawing", drawing);
        String html = resource("page.html").replace("{{content}}", sheet.content());
        return html(language.code + "/" + file, fill(html, values));
    }

    /** A page for shoppers whose language is not known yet: it says the same in each. */
    private Page choice(String file, String title, String lead, String link) {
        var sections = new StringBuilder();
        for (Language language : Language.values()) {
            Map<String, String> said = escaped(language);
            sections.append(
                    "<section lang=\"%1$s\"><h%5$d>%2$s</h%5$d><p>%3$s</p><p><a href=\"/%1$s/index.html\">%4$s</a>"
                            .formatted(
                                    language.code,
                                    said.get(title),
                                    said.get(lead),
                                    said.get(link),
                                    language == Language.ENGLISH ? 1 : 2));
            sections.append("</p></section>\n");
        }
        Map<String, String> values = Map.of(
                "title", escaped(Language.ENGLISH).get(title), "drawing", drawing, "sections", sections.toString());
        return html(file, fill(resource("choice.html"), values));
    }

    private Map<String, String> escaped(Language language) {
        Map<String, String> escaped = new HashMap<>();
        texts.in(language).forEach((key, sentence) -> escaped.put(key, escape(sentence)));
        return escaped;
    }

    private static String escape(String sentence) {
        return sentence.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }

    /** A placeholder nobody fills stops whoever reads the pages: it would be shown to shoppers. */
    private static String fill(String template, Map<String, String> values) {
        return PLACEHOLDER.matcher(template).replaceAll(found -> {
            String value = values.get(found.group(1));
            if (value == null) {
                throw new IllegalStateException("nothing fills " + found.group());
            }
            return Matcher.quoteReplacement(value);
        });
    }

    private static Page html(String path, String html) {
        return new Page(path, HTML, html.getBytes(StandardCharsets.UTF_8));
    }

    private static Page file(String name, String type) {
        return new Page(name, type, resource(name).getBytes(StandardCharsets.UTF_8));
    }

    private static String resource(String name) {
        try (InputStream stream = Pages.class.getResourceAsStream("/site/" + name)) {
            if (stream == null) {
                throw new IllegalStateException("the site has no " + name);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
