package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.NoticeChannel;
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
                        Optional.empty(),
                        Optional.empty(),
                        List.of(
                                "changeover-step",
                                "changeover-runner",
                                "changeover-alarm",
                                "changeover-readiness",
                                "changeover-api"),
                        Settings.Door.NONE));
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
    void readsWhomTheDoorLetsIn() {
        environment.put(Settings.ISSUERS, """
                [{"name": "Cognito, Oregon", "region": "us-west-2",
                  "issuer": "https://cognito-idp.us-west-2.amazonaws.com/us-west-2_a", "audience": "console",
                  "who": "cognito:username", "authorization": "https://login.example/oauth2/authorize",
                  "token": "https://login.example/oauth2/token", "jwks": "https://login.example/jwks.json",
                  "keys": {"keys": []}}]""");
        environment.put(Settings.ORIGINS, "https://console.example");

        Settings.Door door = Settings.of(environment).door();

        assertThat(door.origins()).containsExactly("https://console.example");
        assertThat(door.issuers()).singleElement().satisfies(provider -> {
            assertThat(provider.whoClaim()).isEqualTo("cognito:username");
            assertThat(provider.region()).contains("us-west-2");
            assertThat(provider.addresses().keys()).hasToString("https://login.example/jwks.json");
            assertThat(provider.keys()).contains("{\"keys\":[]}");
        });
    }

    @Test
    void tellsInItsOwnRegion() {
        environment.put(Settings.BUS, "changeover");
        environment.put(Settings.TOPIC, "arn:aws:sns:us-west-2:000000000000:changeover");

        assertThat(Settings.of(environment).notices())
                .contains(new NoticeChannel(
                        Regions.US_WEST_2, "changeover", Optional.of("arn:aws:sns:us-west-2:000000000000:changeover")));
    }

    @Test
    void saysWhichVariableIsWrong() {
        refuses("CHANGEOVER_JOURNAL_TABEL", "x", "unknown environment variables [CHANGEOVER_JOURNAL_TABEL]");
        refuses(Settings.REGIONS, "", "CHANGEOVER_REGIONS is not set");
        refuses(Settings.REGIONS, "us-east-1", "lacks us-west-2, where we are");
        refuses(Settings.REGIONS, "us-west-2,Oregon", "CHANGEOVER_REGIONS: not a Region code: 'Oregon'");
        refuses("AWS_REGION", "", "AWS_REGION is not set");
        refuses(Settings.TOPIC, "arn:aws:sns:us-west-2:000000000000:changeover", "CHANGEOVER_BUS is not");
        refuses(Settings.ISSUERS, "https://issuer.example", "CHANGEOVER_ISSUERS is not JSON");
        refuses(Settings.ISSUERS, "[]", "must be a JSON array");
        refuses(Settings.ISSUERS, "[{\"isuer\": \"x\"}]", "unknown members [isuer]");
        refuses(Settings.ISSUERS, "[{\"issuer\": \"x\"}]", "lacks \"audience\"");
    }

    private void refuses(String key, String value, String why) {
        var wrong = new HashMap<>(environment);
        wrong.put(key, value);
        assertThatThrownBy(() -> Settings.of(wrong))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(why);
    }
}
