package dev.changeover.http;

import dev.changeover.http.auth.Provider;
import dev.changeover.http.auth.Tokens;
import dev.changeover.http.show.ServiceShow;
import dev.changeover.operations.JournalUnreadable;
import dev.changeover.operations.Operations;
import dev.changeover.view.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The service itself: does it work, where does one sign in, who am I. */
final class ServiceRoutes {
    private final Operations operations;
    private final Tokens tokens;

    ServiceRoutes(Operations operations, Tokens tokens) {
        this.operations = operations;
        this.tokens = tokens;
    }

    List<Route> routes() {
        return List.of(
                Route.open("/v1/health", this::health),
                Route.open("/v1/sign-in", this::signIn),
                Route.read("/v1/me", this::me));
    }

    private Response health(Call call) {
        Query.of(call.request(), Set.of());
        Map<String, Object> journal = journal();
        List<String> faults = operations.plans().faults();
        Map<String, Object> plans = check(
                "plans",
                faults.isEmpty(),
                faults.isEmpty() ? operations.plans().all().size() + " plans" : String.join("; ", faults));
        Map<String, Object> signIn = check(
                "sign-in", !tokens.providers().isEmpty(), tokens.providers().size() + " providers");
        List<Map<String, Object>> checks = List.of(journal, plans, signIn);
        boolean works = checks.stream().allMatch(check -> Boolean.TRUE.equals(check.get("works")));
        return Response.json(
                200,
                Json.object(
                        "asOf",
                        operations.now(),
                        "state",
                        works ? "working" : "impaired",
                        "service",
                        ServiceShow.service(operations),
                        "checks",
                        checks));
    }

    private Map<String, Object> journal() {
        try {
            long live = operations.plans().all().stream()
                    .flatMap(plan -> operations.live(plan.name()).stream())
                    .count();
            return check("journal", true, "readable, " + live + " changeovers live");
        } catch (JournalUnreadable unreadable) {
            return check("journal", false, unreadable.getMessage());
        }
    }

    private static Map<String, Object> check(String name, boolean works, String said) {
        return Json.object("name", name, "works", works, "said", said);
    }

    private Response signIn(Call call) {
        Query.of(call.request(), Set.of());
        return Response.json(
                200,
                Json.object(
                        "asOf", operations.now(),
                        "providers",
                                tokens.providers().stream()
                                        .map(ServiceRoutes::provider)
                                        .toList()));
    }

    private static Map<String, Object> provider(Provider provider) {
        return Json.object(
                "name", provider.name(),
                "region", provider.region(),
                "issuer", provider.issuer(),
                "clientId", provider.audience(),
                "authorizationEndpoint", provider.addresses().authorization(),
                "tokenEndpoint", provider.addresses().token(),
                "scope", "openid");
    }

    private Response me(Call call) {
        Query.of(call.request(), Set.of());
        return Response.json(
                200,
                Json.object(
                        "asOf", operations.now(),
                        "who", call.caller().who(),
                        "roles", call.caller().roles().stream().sorted().toList(),
                        "expiresAt", call.caller().expiresAt(),
                        "service", ServiceShow.service(operations)));
    }
}
