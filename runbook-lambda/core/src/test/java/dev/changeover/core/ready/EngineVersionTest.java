package dev.changeover.core.ready;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EngineVersionTest {
    @Test
    void tellsPatchesFromVersionsThatCannotChangePlaces() {
        assertThat(EngineVersion.compare("16.4", "16.4")).isEqualTo(EngineVersion.SAME);
        assertThat(EngineVersion.compare("16.4", "16.4.2")).isEqualTo(EngineVersion.OTHER_PATCH);
        assertThat(EngineVersion.compare("16.4.1", "16.4.2")).isEqualTo(EngineVersion.OTHER_PATCH);
        assertThat(EngineVersion.compare("16.4", "16.6")).isEqualTo(EngineVersion.INCOMPATIBLE);
        assertThat(EngineVersion.compare("16.4", "17.4")).isEqualTo(EngineVersion.INCOMPATIBLE);
        assertThat(EngineVersion.compare("16", "16.0")).isEqualTo(EngineVersion.INCOMPATIBLE);
    }

    @Test
    void auroraMySqlMustMatchInEverything() {
        assertThat(EngineVersion.compare("8.0.mysql_aurora.3.05.2", "8.0.mysql_aurora.3.05.2"))
                .isEqualTo(EngineVersion.SAME);
        assertThat(EngineVersion.compare("8.0.mysql_aurora.3.05.2", "8.0.mysql_aurora.3.05.3"))
                .isEqualTo(EngineVersion.INCOMPATIBLE);
    }
}
