package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.twin.model.Regions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the environment of a function may say. */
class SettingsTest {
    private final Map<String, String> environment = new HashMap<>(
            Map.of("AWS_REGION", "us-west-2", Settings.REGIONS, "us-east-1, us-west-2", "PATH", "/usr/bin"));

    @Test
    void needsOnlyTheRegions() {
        assertThat(Settings.of(environment))
                .isEqualTo(new Settings(
                        Regions.US_WEST_2,
                        List.of(Regions.US_WEST_2, Regions.US_EAST_1),
                        "changeover-journal",
                        new AutomationDrivers.Names(
                                "changeover-step", "changeover-runner", Optional.empty(), List.of()),
                        Optional.empty()));
    }

    @Test
    void takesEverythingElseFromItsVariable() {
        environment.putAll(Map.of(
                Settings.TABLE, "journal",
                Settings.STEP, "step:live",
                Settings.RUNNER, "runner:live",
                Settings.ROLE, "arn:aws:iam::000000000000:role/automation",
                Settings.APPROVERS, "ben, cas",
                Settings.TWIN, "http://127.0.0.1:4566"));

        Settings settings = Settings.of(environment);

        assertThat(settings.table()).isEqualTo("journal");
        assertThat(settings.names())
                .isEqualTo(new AutomationDrivers.Names(
                        "step:live",
                        "runner:live",
                        Optional.of("arn:aws:iam::000000000000:role/automation"),
                        List.of("ben", "cas")));
        assertThat(settings.journal().endpoint()).isPresent();
    }

    @Test
    void saysWhichVariableIsWrong() {
        refuses("CHANGEOVER_JOURNAL_TABEL", "x", "unknown environment variables [CHANGEOVER_JOURNAL_TABEL]");
        refuses(Settings.REGIONS, "", "CHANGEOVER_REGIONS is not set");
        refuses(Settings.REGIONS, "us-east-1", "lacks us-west-2, where we are");
        refuses(Settings.REGIONS, "us-west-2,Oregon", "CHANGEOVER_REGIONS: not a Region code: 'Oregon'");
        refuses("AWS_REGION", "", "AWS_REGION is not set");
    }

    private void refuses(String key, String value, String why) {
        var wrong = new HashMap<>(environment);
        wrong.put(key, value);
        assertThatThrownBy(() -> Settings.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
