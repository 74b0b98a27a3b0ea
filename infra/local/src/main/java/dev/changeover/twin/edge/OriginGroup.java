package dev.changeover.twin.edge;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Two origins of which the second answers when the first cannot, or answers with one of the codes.
 *
 * @param codes the statuses that count as failure
 */
public record OriginGroup(String id, Origin primary, Origin secondary, Set<Integer> codes) implements Target {
    /** The statuses to choose from: "Creating an origin group", Amazon CloudFront developer guide, read 2026-11-22. */
    public static final Set<Integer> CODES_ALLOWED = Set.of(400, 403, 404, 416, 500, 502, 503, 504);

    public OriginGroup {
        codes = Set.copyOf(codes);
        if (primary.id().equals(secondary.id())) {
            throw new IllegalArgumentException(
                    "origin group " + id + " has the one origin " + primary.id() + " twice; name another secondary");
        }
        if (codes.isEmpty()) {
            throw new IllegalArgumentException(
                    "origin group " + id + " needs at least one status code of " + new TreeSet<>(CODES_ALLOWED));
        }
        if (!CODES_ALLOWED.containsAll(codes)) {
            var strange = new TreeSet<>(codes);
            strange.removeAll(CODES_ALLOWED);
            throw new IllegalArgumentException("origin group " + id + " cannot fail over on " + strange + "; choose of "
                    + new TreeSet<>(CODES_ALLOWED));
        }
    }

    /** From a list as it is written in a configuration: the primary first. */
    public static OriginGroup of(String id, List<Origin> members, Set<Integer> codes) {
        if (members.size() != 2) {
            throw new IllegalArgumentException(
                    "origin group " + id + " has " + members.size() + " origins; give it two, the primary first");
        }
        return new OriginGroup(id, members.getFirst(), members.getLast(), codes);
    }
}
