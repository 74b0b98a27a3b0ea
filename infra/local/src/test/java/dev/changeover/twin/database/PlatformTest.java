package dev.changeover.twin.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class PlatformTest {
    @Test
    void namesTheArchiveOfEachMachine() {
        assertThat(Platform.of("Linux", "amd64", false).archiveName()).isEqualTo("postgres-linux-x86_64.txz");
        assertThat(Platform.of("Linux", "amd64", true).archiveName())
                .isEqualTo("postgres-linux-x86_64-alpine_linux.txz");
        assertThat(Platform.of("Linux", "aarch64", false).archiveName()).isEqualTo("postgres-linux-arm_64.txz");
        assertThat(Platform.of("Mac OS X", "x86_64", false).archiveName()).isEqualTo("postgres-darwin-x86_64.txz");
        assertThat(Platform.of("Mac OS X", "aarch64", false).archiveName()).isEqualTo("postgres-darwin-arm_64.txz");
    }

    @Test
    void saysPlainlyWhereThereAreNoServers() {
        assertThatThrownBy(() -> Platform.of("Windows 11", "amd64", false).archive())
                .hasMessageContaining("do not run on Windows itself");
        assertThatThrownBy(() -> Platform.of("SunOS", "sparcv9", false).archive())
                .hasMessage("This build holds no PostgreSQL for sunos sparcv9; build it on this machine,"
                        + " or run on Linux x86-64.");
    }
}
