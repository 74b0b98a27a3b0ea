package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;

/** One function in one Region, with its versions, aliases and what is attached to them. Under the timeline's lock. */
final class LambdaFunction {
    final Region region;
    final String name;
    final Map<String, Alias> aliases = new TreeMap<>();
    final Map<String, EventTerms> eventTerms = new TreeMap<>();
    final Map<String, Map<String, Permission>> policies = new TreeMap<>();
    Optional<Integer> reserved = Optional.empty();
    private final List<FunctionVersion> published = new ArrayList<>();
    private FunctionVersion latest;
    private FunctionSpec publishedFrom;
    private boolean deleted;
    private int revisions;
    private int versions;

    LambdaFunction(Region region, FunctionSpec spec, Instant now) {
        this.region = region;
        this.name = spec.name();
        this.latest = version(FunctionName.LATEST, spec, now);
    }

    FunctionVersion latest() {
        return latest;
    }

    List<FunctionVersion> published() {
        return published;
    }

    /** As it stands, or the version that the qualifier names. */
    FunctionVersion version(Optional<String> qualifier) {
        String wanted = qualifier.orElse(FunctionName.LATEST);
        String version = aliases.containsKey(wanted) ? aliases.get(wanted).version() : wanted;
        return version.equals(FunctionName.LATEST)
                ? latest
                : published.stream()
                        .filter(made -> made.version().equals(version))
                        .findFirst()
                        .orElseThrow(() -> LambdaErrors.notFound(FunctionName.arn(region, name) + ":" + wanted));
    }

    void update(FunctionSpec spec, Instant now) {
        latest = version(FunctionName.LATEST, spec, now);
    }

    /** Gives back the last version when nothing has changed since, as Lambda does. */
    FunctionVersion publish(Optional<String> description, Instant now) {
        if (!published.isEmpty() && latest.spec().equals(publishedFrom)) {
            return published.getLast();
        }
        publishedFrom = latest.spec();
        var terms = latest.spec().terms();
        var spec = new FunctionSpec(
                name,
                latest.spec().code(),
                latest.spec().handler(),
                new FunctionSpec.Terms(
                        terms.runtime(),
                        terms.role(),
                        description.orElse(terms.description()),
                        terms.timeout(),
                        terms.memoryMb()),
                latest.spec().environment());
        published.add(version(Integer.toString(++versions), spec, now));
        return published.getLast();
    }

    void delete() {
        deleted = true;
    }

    void delete(FunctionVersion version) {
        published.remove(version);
    }

    /** Whether this version is what an event sent now would meet. */
    boolean current(FunctionVersion version) {
        return !deleted && (version.equals(latest) || published.contains(version));
    }

    EventTerms terms(Optional<String> qualifier) {
        return eventTerms.getOrDefault(qualifier.orElse(FunctionName.LATEST), EventTerms.DEFAULT);
    }

    String nextRevision() {
        String seed = region + "/" + name + "/revision/" + revisions++;
        return UUID.nameUUIDFromBytes(seed.getBytes(StandardCharsets.UTF_8)).toString();
    }

    private FunctionVersion version(String version, FunctionSpec spec, Instant now) {
        return new FunctionVersion(region, version, spec, now, nextRevision());
    }
}
