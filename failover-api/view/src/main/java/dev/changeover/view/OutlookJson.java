package dev.changeover.view;

import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.LagView;
import dev.changeover.core.port.RoutingView;
import dev.changeover.core.port.SecretView;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A preview as JSON. The keys are promised in docs/cli.md. */
public final class OutlookJson {
    private OutlookJson() {}

    public static Map<String, Object> of(Outlook preview) {
        var request = preview.request();
        Map<String, Object> object = Json.object(
                "application", preview.plan().name(),
                "direction", Words.of(preview.direction()),
                "mode", Words.of(request.mode()),
                "from", request.from(),
                "to", request.to(),
                "active", preview.active(),
                "database", OutlookText.database(preview.seen().database()),
                "acceptedLossMs", request.acceptedLoss(),
                "live", preview.live(),
                "confirm", preview.phrase(),
                "mayStart", preview.blocking().isEmpty() && preview.live().isEmpty());
        object.put("loss", lag(preview.seen().lag(), preview.plan().objectives().rpo()));
        object.put("touches", touches(preview));
        object.put(
                "findings",
                preview.findings().stream()
                        .map(finding -> ChangeoverJson.finding(
                                finding, preview.request().mode()))
                        .toList());
        return object;
    }

    static Map<String, Object> lag(LagView seen, Duration objective) {
        return switch (seen) {
            case LagView.Measured lag ->
                Json.object(
                        "lagMs", lag.latest(),
                        "maximumMs", lag.possibleLoss(),
                        "objectiveMs", objective,
                        "measuredAt", lag.measuredAt(),
                        "source", lag.source());
            case LagView.Unreadable(var why, var _) ->
                Json.object("unreadable", Words.of(why), "objectiveMs", objective);
        };
    }

    private static Map<String, Object> touches(Outlook preview) {
        Site from = preview.from();
        Site to = preview.to();
        Map<String, Object> object = Json.object();
        object.put(
                "globalCluster",
                Json.object(
                        "id",
                        preview.plan().globalCluster(),
                        "writerNow",
                        preview.active(),
                        "writerAfter",
                        to.region()));
        object.put(
                "secrets",
                List.of(
                        secret(to, Optional.of(preview.seen().targetSecret()), to),
                        secret(from, preview.seen().sourceSecret(), to)));
        object.put("routingControls", List.of(control(preview, to, "On"), control(preview, from, "Off")));
        return object;
    }

    private static Map<String, Object> secret(Site site, Optional<SecretView> seen, Site to) {
        Optional<String> now = seen.filter(SecretView.Held.class::isInstance)
                .map(SecretView.Held.class::cast)
                .map(held -> held.current().names().toString());
        return Json.object("region", site.region(), "arn", site.secret(), "now", now, "after", to.database());
    }

    private static Map<String, Object> control(Outlook preview, Site site, String after) {
        return Json.object(
                "region", site.region(),
                "arn", site.control(),
                "now", state(preview.seen().routing(), site.region()),
                "after", after);
    }

    private static Optional<String> state(RoutingView seen, Region region) {
        return seen instanceof RoutingView.States states
                ? Optional.of(states.on().contains(region) ? "On" : "Off")
                : Optional.empty();
    }
}
