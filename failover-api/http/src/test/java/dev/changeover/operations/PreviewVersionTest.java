package dev.changeover.operations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Mode;
import dev.changeover.core.step.Finding;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a decision rested on, written down and read back. */
class PreviewVersionTest {
    @Test
    void everyFindingHasAPlaceOrIsPassing() {
        List<Finding.Code> all = Stream.concat(PreviewVersion.PLACES.stream(), PreviewVersion.PASSING.stream())
                .toList();
        assertThat(all).containsExactlyInAnyOrder(Finding.Code.values());
        assertThat(PreviewVersion.PLACES).hasSizeLessThanOrEqualTo(Integer.SIZE);
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var most = new PreviewVersion(
                Mode.UNGRACEFUL,
                Optional.of(1),
                Optional.of("0a1b2c3d"),
                Set.copyOf(PreviewVersion.PLACES),
                Optional.of(Duration.ofDays(1)),
                "99999999");
        var least = new PreviewVersion(
                Mode.GRACEFUL, Optional.empty(), Optional.empty(), Set.of(), Optional.empty(), "00000000");
        for (PreviewVersion version : List.of(most, least)) {
            assertThat(version.toString()).matches("[0-9a-z-]{8,64}");
            assertThat(PreviewVersion.parse(version.toString())).contains(version);
        }
    }

    @Test
    void nothingElseIsRead() {
        for (String other :
                List.of("", "1g", "2g-a0-lx-f0-mx-p00000000", "1g-a2-lx-f0-mx-p00000000", "1g-a0-lx-f0-mx-p0")) {
            assertThat(PreviewVersion.parse(other)).as(other).isEmpty();
        }
    }
}
