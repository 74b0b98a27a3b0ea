package dev.changeover.core.ready;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What is new since the last look, and what is gone. Wording and age do not count: a lag that wavers is no news. */
public record ReadinessChange(List<ReadinessFinding> appeared, List<ReadinessFinding> gone) {
    public ReadinessChange {
        appeared = List.copyOf(appeared);
        gone = List.copyOf(gone);
    }

    /** What a finding is about, whatever it measured. */
    private record Kind(Check check, ReadinessFinding.Code code) {
        static Kind of(ReadinessFinding finding) {
            return new Kind(finding.check(), finding.code());
        }
    }

    public static ReadinessChange between(Optional<ReadinessReport> before, ReadinessReport after) {
        List<ReadinessFinding> old = before.map(ReadinessReport::findings).orElse(List.of());
        return new ReadinessChange(missingFrom(old, after.findings()), missingFrom(after.findings(), old));
    }

    private static List<ReadinessFinding> missingFrom(List<ReadinessFinding> these, List<ReadinessFinding> those) {
        Set<Kind> known = these.stream().map(Kind::of).collect(Collectors.toSet());
        return those.stream()
                .filter(finding -> !known.contains(Kind.of(finding)))
                .toList();
    }

    public boolean isNews() {
        return !appeared.isEmpty() || !gone.isEmpty();
    }
}
