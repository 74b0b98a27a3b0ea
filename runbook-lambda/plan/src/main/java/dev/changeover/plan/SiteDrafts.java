package dev.changeover.plan;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Both Regions' parts, held against each other: what must tell the two Regions apart may not be the same in both. */
record SiteDrafts(Optional<SiteDraft> primary, Optional<SiteDraft> secondary) {
    static SiteDrafts of(Optional<Section> regions) {
        var drafts = new SiteDrafts(
                regions.flatMap(section -> section.requiredSection("primary", Part.SITE))
                        .map(SiteDraft::of),
                regions.flatMap(section -> section.requiredSection("secondary", Part.SITE))
                        .map(SiteDraft::of));
        drafts.mustDiffer("region", SiteDraft::region, "write two different Regions");
        drafts.mustDiffer("endpoint", SiteDraft::database, "each Region's cluster has an endpoint of its own");
        drafts.mustDiffer("routing-control", SiteDraft::control, "each Region needs a routing control of its own");
        drafts.answersMustDiffer();
        return drafts;
    }

    /** The Regions that could be read. */
    List<Region> regions() {
        return Stream.of(primary, secondary)
                .flatMap(Optional::stream)
                .flatMap(draft -> draft.region().stream())
                .toList();
    }

    private <T> void mustDiffer(String key, Function<SiteDraft, Optional<T>> part, String remedy) {
        Optional<T> one = primary.flatMap(part);
        if (one.isPresent() && one.equals(secondary.flatMap(part))) {
            faultOfSecondary(key, "is the same in both Regions", remedy);
        }
    }

    /** Otherwise the runbook would find the traffic moved before it has. */
    private void answersMustDiffer() {
        List<String> one = primary.flatMap(SiteDraft::dnsAnswers).orElse(List.of());
        List<String> other = secondary.flatMap(SiteDraft::dnsAnswers).orElse(List.of());
        one.stream()
                .filter(other::contains)
                .findFirst()
                .ifPresent(answer -> faultOfSecondary(
                        "dns-answers",
                        Faults.quoted(answer) + " is an answer of both Regions",
                        "write only what DNS answers when this Region is active"));
    }

    private void faultOfSecondary(String key, String wrong, String remedy) {
        secondary.flatMap(draft -> draft.section().optional(key)).ifPresent(value -> value.fault(wrong, remedy));
    }
}
