package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.MemoryJournal;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Site;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.Check;
import dev.changeover.core.ready.Glance;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.Member;
import dev.changeover.core.ready.ReadinessFinding;
import dev.changeover.core.ready.ReadinessFinding.Code;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.core.ready.SafetyRules;
import dev.changeover.twin.model.ClusterArn;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What readiness reads over the wire, of a twin that is sound and of one that is not. */
class ReadinessWireTest {
    private static final JournalProbe JOURNAL = now -> List.of(new JournalProbe.Tried("memory", Optional.empty(), now));

    private WireDoor door;
    private ReadinessPort port;
    private Site east;
    private Site west;

    @BeforeEach
    void openTheDoor() {
        door = new WireDoor();
        port = door.readiness();
        east = door.plan().primary();
        west = door.plan().secondary();
        // The first calls load the SDK's classes, which no call timeout of a test should have to cover.
        door.until("readiness is warm", () -> look().findings().stream().noneMatch(ReadinessFinding::blocks));
    }

    @AfterEach
    void closeTheDoor() {
        door.close();
    }

    private ReadinessReport look() {
        var run = new ReadinessRun(door.world(), port, new MemoryJournal(), JOURNAL, ReadinessSettings.defaults());
        return run.look(door.plan(), "here", Instant.now());
    }

    private static <T> T seen(Glance<T> glance) {
        assertThat(glance).isInstanceOf(Glance.Seen.class);
        return ((Glance.Seen<T>) glance).value();
    }

    private static PortFailure.Code why(Glance<?> glance) {
        assertThat(glance).isInstanceOf(Glance.Unreadable.class);
        return ((Glance.Unreadable<?>) glance).why().code();
    }

    @Test
    void readsASoundTwin() {
        Member member = seen(port.member(west));
        assertThat(member.engineVersion()).isEqualTo("17.5");
        assertThat(member.instances())
                .singleElement()
                .extracting(Member.Instance::status)
                .isEqualTo("available");
        assertThat(seen(port.rpoParameter(west))).isEmpty();
        door.plan()
                .routingEndpoints()
                .forEach(endpoint ->
                        assertThat(seen(port.statesAt(door.plan(), endpoint))).containsExactly(east.region()));
        SafetyRules rules = seen(port.safetyRules(door.plan()));
        assertThat(rules.rules()).singleElement().satisfies(rule -> {
            assertThat(rule.gating()).isFalse();
            assertThat(rule.counted())
                    .contains(east.control().value(), west.control().value());
        });
        assertThat(rules.on()).containsExactly(east.control().value());
        assertThat(seen(port.name(door.plan().traffic())).ttl()).isEqualTo(Duration.ofSeconds(1));
        assertThat(seen(port.identity(west.region()))).startsWith("arn:aws:");
        assertThat(look().findings())
                .extracting(ReadinessFinding::code)
                .containsOnly(Code.ARTEFACTS_NOT_NAMED, Code.WRITES_UNPROVEN);
    }

    @Test
    void findsTheParameterThatBlocksWrites() {
        Region region = west.region();
        var groups = door.account.rds().parameterGroups();
        groups.create(region, "tight", "aurora-postgresql17");
        groups.modify(region, "tight", "rds.global_db_rpo", "30");
        groups.give(ClusterArn.parse(west.cluster().value()).orElseThrow(), "tight");

        assertThat(seen(port.rpoParameter(west))).contains("30");
        assertThat(look().findings()).extracting(ReadinessFinding::code).contains(Code.RPO_PARAMETER_SET);
    }

    @Test
    void tellsADocumentThatIsNotThereFromOneThatCannotBeRead() {
        var document = new Artefact(Artefact.Kind.DOCUMENT, "Changeover-Failover", Optional.empty());
        door.until("Systems Manager is warm", () -> port.deployed(document, west.region()) instanceof Glance.Seen);
        assertThat(seen(port.deployed(document, west.region()))).isEmpty();

        door.account.regions().darken(west.region());

        assertThat(why(port.deployed(document, west.region()))).isEqualTo(PortFailure.Code.UNREACHABLE);
    }

    @Test
    void aDarkStandbyIsUnreadableAndNotFine() {
        door.account.regions().darken(west.region());

        assertThat(look().findings())
                .filteredOn(finding -> finding.code() == Code.UNREADABLE)
                .extracting(ReadinessFinding::check)
                .contains(
                        Check.TARGET_INSTANCE,
                        Check.ENGINE_VERSIONS,
                        Check.RPO_PARAMETER,
                        Check.SECRETS,
                        Check.PERMISSIONS,
                        Check.SAFETY_RULES);
    }

    @Test
    void namesTheEndpointsThatAreSilent() {
        door.account.faults().arcEndpointDown(2);

        assertThat(look().findings())
                .filteredOn(finding -> finding.code() == Code.ROUTING_ENDPOINT_SILENT)
                .singleElement()
                .satisfies(finding -> assertThat(finding.evidence()).contains("eu-west-1"));
    }
}
