package dev.changeover.http;

import dev.changeover.core.model.Region;
import dev.changeover.http.auth.Role;
import dev.changeover.operations.Operations;
import dev.changeover.operations.TwinOutages;
import dev.changeover.operations.TwinOutages.Site;
import dev.changeover.view.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What only a twin has: its Regions can be made dark. On AWS nothing is at these addresses. */
final class TwinRoutes {
    private final Operations operations;
    private final TwinOutages outages;

    TwinRoutes(Operations operations, TwinOutages outages) {
        this.operations = operations;
        this.outages = outages;
    }

    List<Route> routes() {
        return List.of(
                Route.read("/v1/twin/outages", this::show),
                Route.act("/v1/twin/outages", Role.OPERATOR, "outage", this::turn));
    }

    private Response show(Call call) {
        Query.of(call.request(), Set.of());
        return shown();
    }

    private Response turn(Call call) {
        Query.of(call.request(), Set.of());
        Fields fields = Fields.of(call.request(), Set.of("region", "dark", "reason"));
        boolean dark = fields.flag("dark");
        String reason = fields.reason();
        Site site = fields.word("region", this::site, "a Region of the twin");
        call.actor(reason);
        if (dark) {
            outages.darken(site.region());
        } else {
            outages.heal(site.region());
        }
        call.changed(inWords(site.region(), site.dark()), inWords(site.region(), dark));
        return shown();
    }

    private Optional<Site> site(String code) {
        return outages.regions().stream()
                .filter(site -> site.region().code().equals(code))
                .findFirst();
    }

    private static String inWords(Region region, boolean dark) {
        return region + (dark ? " is dark" : " works");
    }

    private Response shown() {
        Map<String, Object> page = Json.object("asOf", operations.now());
        page.put(
                "regions",
                outages.regions().stream()
                        .map(site -> Json.object("region", site.region(), "dark", site.dark()))
                        .toList());
        page.put("others", outages.others());
        return Response.json(200, page);
    }
}
