package dev.changeover.twin.edge;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Everything an edge is told.
 *
 * @param rootObject what {@code /} stands for, such as {@code index.html}
 * @param behaviours the first whose pattern fits holds
 * @param otherwise the default behaviour
 */
public record Distribution(
        String id,
        Optional<String> rootObject,
        List<Behaviour> behaviours,
        Behaviour otherwise,
        List<ErrorPage> errorPages) {
    public Distribution {
        behaviours = List.copyOf(behaviours);
        errorPages = List.copyOf(errorPages);
        if (rootObject.filter(name -> name.isBlank() || name.startsWith("/")).isPresent()) {
            throw new IllegalArgumentException(
                    "the default root object is a name without a slash before it, not '" + rootObject.get() + "'");
        }
        if (!otherwise.pattern().equals(PathPattern.ALL)) {
            throw new IllegalArgumentException("the default behaviour's path pattern is *, not "
                    + otherwise.pattern().text());
        }
        if (errorPages.stream().map(ErrorPage::code).distinct().count() < errorPages.size()) {
            throw new IllegalArgumentException("two error pages are for one code; keep one of them");
        }
        checkOrigins(Stream.concat(behaviours.stream(), Stream.of(otherwise)));
    }

    Behaviour behaviourFor(String path) {
        return behaviours.stream()
                .filter(behaviour -> behaviour.pattern().matches(path))
                .findFirst()
                .orElse(otherwise);
    }

    Optional<ErrorPage> errorPage(int status) {
        return errorPages.stream().filter(page -> page.code() == status).findFirst();
    }

    private static void checkOrigins(Stream<Behaviour> behaviours) {
        Map<String, Origin> known = new HashMap<>();
        behaviours.flatMap(behaviour -> origins(behaviour.target())).forEach(origin -> {
            Origin other = known.putIfAbsent(origin.id(), origin);
            if (other != null && !other.equals(origin)) {
                throw new IllegalArgumentException(
                        "two different origins are called " + origin.id() + "; rename one of them");
            }
        });
    }

    private static Stream<Origin> origins(Target target) {
        return switch (target) {
            case Origin origin -> Stream.of(origin);
            case OriginGroup group -> Stream.of(group.primary(), group.secondary());
        };
    }
}
