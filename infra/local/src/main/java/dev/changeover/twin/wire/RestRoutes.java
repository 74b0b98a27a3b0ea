package dev.changeover.twin.wire;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The calls of a REST service by method and path template, such as {@code GET /controlpanel/{ControlPanelArn}}. The
 * values of the path come out decoded. The route with the most literal segments wins.
 */
public final class RestRoutes {
    /** A route the request took: its action and the values in its path. */
    public record Taken(String action, Map<String, String> path) {}

    private record Route(String method, List<String> template, String action) {
        private Optional<Taken> take(String asked, List<String> segments) {
            if (!method.equals(asked) || template.size() != segments.size()) {
                return Optional.empty();
            }
            var values = new LinkedHashMap<String, String>();
            for (int at = 0; at < template.size(); at++) {
                String wanted = template.get(at);
                if (wanted.startsWith("{")) {
                    // A plus in a path is a plus, not a space as in a form.
                    values.put(
                            wanted.substring(1, wanted.length() - 1),
                            Form.decode(segments.get(at).replace("+", "%2B")));
                } else if (!wanted.equals(segments.get(at))) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Taken(action, values));
        }

        private long literals() {
            return template.stream().filter(segment -> !segment.startsWith("{")).count();
        }
    }

    private final List<Route> routes = new ArrayList<>();

    public RestRoutes with(String method, String template, String action) {
        routes.add(new Route(method, segments(template), action));
        routes.sort((one, other) -> Long.compare(other.literals(), one.literals()));
        return this;
    }

    public Optional<Taken> take(AwsRequest request) {
        var segments = segments(request.path());
        return routes.stream()
                .flatMap(route -> route.take(request.method(), segments).stream())
                .findFirst();
    }

    private static List<String> segments(String path) {
        return List.of(path.replaceFirst("/$", "").split("/"));
    }
}
