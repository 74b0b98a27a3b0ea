package dev.changeover.http;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.http.auth.Role;
import dev.changeover.operations.AuditTrail;
import dev.changeover.operations.Operations;
import dev.changeover.view.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who did what. */
final class AuditRoutes {
    private static final int PAGE_DEFAULT = 100;

    private final Operations operations;

    AuditRoutes(Operations operations) {
        this.operations = operations;
    }

    List<Route> routes() {
        return List.of(Route.read("/v1/audit", Role.AUDITOR, this::audit));
    }

    private Response audit(Call call) {
        Query query = Query.of(call.request(), Set.of("limit", "application"));
        int limit = query.number("limit", 1, StartRoutes.PAGE_MAX, PAGE_DEFAULT);
        Optional<ApplicationName> application = query.text("application").map(AuditRoutes::name);
        List<AuditEntry> entries = new AuditTrail(operations).newest(application, limit);
        return Response.json(
                200,
                Json.object(
                        "asOf", operations.now(),
                        "entries", entries.stream().map(AuditRoutes::entry).toList()));
    }

    private static ApplicationName name(String text) {
        return Call.name(text).orElseThrow(() -> Query.bad("application", "it is not an application's name"));
    }

    private static Map<String, Object> entry(AuditEntry entry) {
        return Json.object(
                "at", entry.at(),
                "who", entry.who().name(),
                "from", entry.who().from(),
                "act", entry.act(),
                "application", entry.application(),
                "changeover", entry.changeover(),
                "reason", entry.reason(),
                "before", entry.change().before(),
                "after", entry.change().after(),
                "outcome", entry.outcome(),
                "region", entry.who().region());
    }
}
