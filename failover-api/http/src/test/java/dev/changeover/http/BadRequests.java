package dev.changeover.http;

import dev.changeover.http.twin.Person;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Requests that must be refused, made from the contract: every operation, every key, every way to get it wrong. */
final class BadRequests {
    /** One request, and the codes of which one must be the answer. */
    record Case(String what, Request request, Set<String> expected) {}

    private static final Set<String> SHAPE = Set.of("wrong-type", "bad-value");
    private static final String KEY = "bad-input-key";

    private final String running;
    private final String drill;
    private final BadTokens tokens;
    private final Map<Person, String> good = new LinkedHashMap<>();

    BadRequests(Office office, String running, String drill) {
        this.drill = drill;
        this.running = running;
        this.tokens = new BadTokens(office.issuer);
        for (Person person : Person.values()) {
            good.put(person, office.issuer.token(person));
        }
    }

    private Request request(String method, String path, Person person, byte[] body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("authorization", List.of("Bearer " + good.get(person)));
        headers.put("content-type", List.of("application/json"));
        headers.put("idempotency-key", List.of(KEY));
        int question = path.indexOf('?');
        String query = question < 0 ? "" : path.substring(question + 1);
        return new Request(method, question < 0 ? path : path.substring(0, question), query, headers, body, "test");
    }

    private static Request with(Request request, String header, String... values) {
        Map<String, List<String>> headers = new LinkedHashMap<>(request.headers());
        if (values.length == 0) {
            headers.remove(header);
        } else {
            headers.put(header, List.of(values));
        }
        return new Request(request.method(), request.path(), request.query(), headers, request.body(), request.from());
    }

    private String path(String template) {
        return template.replace("{application}", "shop")
                .replace("{changeover}", running)
                .replace("{drill}", drill)
                .replace("{format}", "html");
    }

    private static Person mayDo(String template) {
        return template.endsWith("/audit") ? Person.AUDITOR : Person.APPROVER;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    // ---- bodies ----

    Stream<Case> bodies() {
        List<Case> cases = new ArrayList<>();
        for (String operation : Contract.operations()) {
            String template = operation.substring(operation.indexOf(' ') + 1);
            JsonNode body = Contract.operation("POST", template).path("requestBody");
            if (operation.startsWith("POST ") && !body.isMissingNode()) {
                JsonNode schema = Contract.resolve(Contract.resolve(body)
                        .path("content")
                        .path("application/json")
                        .path("schema"));
                bodies(cases, template, schema);
            }
        }
        return cases.stream();
    }

    private void bodies(List<Case> cases, String template, JsonNode schema) {
        Map<String, Object> sound = Sound.of(schema);
        String text = Office.JSON.writeValueAsString(sound);
        schema.path("properties").propertyNames().forEach(key -> {
            for (Object value : Sound.foreign(schema, key)) {
                Map<String, Object> changed = new LinkedHashMap<>(sound);
                changed.put(key, value);
                add(cases, template, Office.JSON.writeValueAsString(changed), SHAPE);
            }
        });
        schema.path("required").forEach(key -> {
            Map<String, Object> changed = new LinkedHashMap<>(sound);
            changed.remove(key.asString());
            String less = Office.JSON.writeValueAsString(changed);
            add(cases, template, less, Set.of("key-missing"));
        });
        for (String strange : List.of("surprise", "Reason", "reason ", "__proto__", "", "mode\\u0000", "$ref", "id")) {
            String more = "{\"" + strange + "\":1" + (sound.isEmpty() ? "" : "," + text.substring(1, text.length() - 1))
                    + "}";
            add(cases, template, more, Set.of("unknown-key"));
        }
        malformed(cases, template, text);
    }

    private void malformed(List<Case> cases, String template, String text) {
        Set<String> broken = Set.of("malformed-json", "body-missing");
        IntStream.range(1, text.length()).forEach(end -> add(cases, template, text.substring(0, end), broken));
        IntStream.range(0, text.length())
                .forEach(at -> add(cases, template, text.substring(0, at) + '\u0000' + text.substring(at + 1), broken));
        for (String after : List.of("}", "x", ",", "{}", "[]", "\u0000", " 1")) {
            add(cases, template, text + after, broken);
        }
        for (String other : List.of("[]", "1", "null", "\"text\"", "true", "[" + text + "]")) {
            add(cases, template, other, Set.of("wrong-type"));
        }
        add(cases, template, "[".repeat(10_000), broken);
        add(cases, template, "{\"reason\":" + "[".repeat(500) + "]".repeat(500) + "}", broken);
        add(cases, template, "{\"reason\":\"a\",\"reason\":\"b\"}", broken);
        if (text.contains("reason")) {
            String half = text.replaceFirst("\"reason\":\"[^\"]*\"", "\"reason\":\"\\\\ud800\"");
            add(cases, template, half, SHAPE);
        }
        add(cases, template, "\ufeff" + text, broken);
        add(cases, template, "{\"reason\":\"" + "x".repeat(70_000) + "\"}", Set.of("body-too-large"));
        Request sound = request("POST", path(template), mayDo(template), bytes(text));
        for (var charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            cases.add(new Case(template + " in " + charset, body(sound, text.getBytes(charset)), broken));
        }
        cases.add(new Case(template + " not UTF-8", body(sound, new byte[] {'{', '"', (byte) 0xc3, '"', '}'}), broken));
        for (String type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml", "json", "")) {
            cases.add(new Case(template + " as '" + type + "'", with(sound, "content-type", type), Set.of("not-json")));
        }
        cases.add(new Case(template + " untyped", with(sound, "content-type"), Set.of("not-json")));
        if (!text.equals("{}")) {
            cases.add(new Case(template + " empty", body(sound, new byte[0]), Set.of("body-missing")));
        }
    }

    private static Request body(Request request, byte[] body) {
        return new Request(request.method(), request.path(), request.query(), request.headers(), body, request.from());
    }

    private void add(List<Case> cases, String template, String body, Set<String> expected) {
        String shown = body.length() > 200 ? body.substring(0, 200) + "..." : body;
        cases.add(new Case(
                template + " " + shown, request("POST", path(template), mayDo(template), bytes(body)), expected));
    }

    // ---- tokens ----

    Stream<Case> tokens() {
        List<Case> cases = new ArrayList<>();
        for (String operation : Contract.operations()) {
            String method = operation.substring(0, operation.indexOf(' '));
            String template = operation.substring(operation.indexOf(' ') + 1);
            if (Contract.operation(method, template).has("security")) {
                continue;
            }
            Request sound = request(method, path(template), Person.APPROVER, bytes("{}"));
            cases.add(new Case(operation + " without", with(sound, "authorization"), Set.of("token-missing")));
            tokens.all()
                    .forEach((header, codes) -> cases.add(
                            new Case(operation + " with " + header, with(sound, "authorization", header), codes)));
            cases.add(new Case(
                    operation + " with two",
                    with(sound, "authorization", "Bearer " + good.get(Person.VIEWER), "Bearer x"),
                    Set.of("token-malformed")));
            roles(cases, method, template);
        }
        return cases.stream();
    }

    private void roles(List<Case> cases, String method, String template) {
        boolean anybody = (method.equals("GET") && !template.endsWith("/audit")) || template.endsWith("/preview");
        for (Person person : anybody ? List.<Person>of() : List.of(Person.VIEWER, Person.OPERATOR, Person.AUDITOR)) {
            boolean may = template.endsWith("/audit")
                    ? person == Person.AUDITOR
                    : person == Person.OPERATOR && !template.endsWith("/approve");
            if (!may) {
                cases.add(new Case(
                        method + " " + template + " by " + person,
                        request(method, path(template), person, bytes("{\"reason\":\"a test\"}")),
                        Set.of("role-missing")));
            }
        }
    }

    // ---- addresses ----

    Stream<Case> addresses() {
        List<Case> cases = new ArrayList<>();
        Contract.DOCUMENT.path("paths").propertyNames().forEach(template -> {
            methods(cases, template);
            String path = path(template);
            for (String trick : List.of(
                    path + "/",
                    "/" + path,
                    path + "//",
                    path + "/..",
                    path + "/.",
                    path + "%00",
                    path + ";x=1",
                    path.replaceFirst("/v1", "/V1"),
                    path.replaceFirst("/v1", "/v1/../v1"),
                    path.replaceFirst("/v1/", "/v1%2f"),
                    path.replaceFirst("/v1", ""),
                    path + "\\")) {
                cases.add(new Case(
                        "GET " + trick,
                        request("GET", trick, Person.APPROVER, new byte[0]),
                        Set.of(
                                "no-such-route",
                                "no-such-application",
                                "no-such-changeover",
                                "no-such-drill",
                                "no-such-report",
                                "method-not-allowed")));
            }
            named(cases, template);
        });
        parameters(cases);
        headers(cases);
        return cases.stream();
    }

    private void methods(List<Case> cases, String template) {
        for (String method :
                List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "X Y")) {
            if (Contract.operation(method, template).isMissingNode() || method.equals("get")) {
                cases.add(new Case(
                        method + " " + template,
                        request(method, path(template), Person.APPROVER, new byte[0]),
                        Set.of("method-not-allowed")));
            }
        }
    }

    /** Names that do not exist, and names that nobody would give. */
    private void named(List<Case> cases, String template) {
        String method = Contract.operation("GET", template).isMissingNode() ? "POST" : "GET";
        Person person = mayDo(template);
        for (String strange : List.of(
                "nothing-here",
                "..",
                "%2e%2e",
                "shop%20",
                "SHOP",
                "shop'--",
                "a".repeat(300),
                "%00",
                "shop.plan.yaml",
                "",
                "*")) {
            for (String part : List.of("{application}", "{changeover}", "{drill}", "{format}")) {
                if (template.contains(part)) {
                    String path = path(template.replace(part, strange));
                    cases.add(new Case(
                            method + " " + path,
                            request(method, path, person, bytes("{\"reason\":\"a test\",\"step\":\"Preflight\"}")),
                            Set.of("no-such-application", "no-such-changeover", "no-such-drill", "no-such-report")));
                }
            }
        }
        cases.add(new Case(
                "long " + template,
                request(method, path(template) + "?" + "x".repeat(3_000), person, new byte[0]),
                Set.of("address-too-long")));
        cases.add(new Case(
                "parameter of " + template,
                request(method, path(template) + "?surprise=1", person, bytes("{}")),
                Set.of("unknown-parameter")));
    }

    private void parameters(List<Case> cases) {
        Map<String, List<String>> paths = Map.of(
                "/v1/changeovers/" + running + "/events",
                List.of("since", "limit"),
                "/v1/applications/shop/changeovers",
                List.of("limit", "before"),
                "/v1/audit",
                List.of("limit", "application"));
        paths.forEach((path, names) -> names.forEach(name -> {
            for (String value : List.of(
                    "-1", "1.5", "x y", "99999999999", "%zz", "", "NaN", "1&" + name + "=1", "%C3", "0x1", "١")) {
                Person person = path.endsWith("audit") ? Person.AUDITOR : Person.VIEWER;
                cases.add(new Case(
                        path + " " + name + "=" + value,
                        request("GET", path + "?" + name + "=" + value, person, new byte[0]),
                        Set.of("bad-parameter")));
            }
        }));
    }

    private void headers(List<Case> cases) {
        for (String path : List.of("/v1/applications/shop/changeovers", "/v1/applications/shop/drills")) {
            Request start = request("POST", path, Person.OPERATOR, bytes("{}"));
            cases.add(new Case(path + " keyless", with(start, "idempotency-key"), Set.of("bad-header")));
            for (String key :
                    List.of("", "short", "with space in it", "ключ-ключ", "x".repeat(129), "a\nb-long-enough")) {
                cases.add(new Case(path + " key " + key, with(start, "idempotency-key", key), Set.of("bad-header")));
            }
        }
        Request events = request("GET", "/v1/changeovers/" + running + "/events", Person.VIEWER, new byte[0]);
        for (String last : List.of("x", "-1", "1.5", "99999999999", "")) {
            cases.add(new Case("Last-Event-ID " + last, with(events, "last-event-id", last), Set.of("bad-header")));
        }
    }
}
