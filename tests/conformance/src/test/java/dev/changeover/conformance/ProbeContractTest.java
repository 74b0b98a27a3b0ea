package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import dev.changeover.core.port.TrafficView.Resolution;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the probe port promises. */
abstract class ProbeContractTest extends TwinCases {
    private ProbeView writable(Site site) {
        return inTime(() -> world.probes().writable(site));
    }

    private TrafficView traffic(Site expected) {
        return inTime(() -> world.probes().traffic(plan.traffic(), expected));
    }

    private void stage(Site site) {
        assertAccepted(world.secrets().stage(new Action.StageSecret(site.secret(), site.database(), token())));
    }

    @Test
    void theApplicationWritesThroughItsStagedSecretToTheWriterOnly() {
        assertThat(writable(east)).isInstanceOf(ProbeView.Failed.class);
        stage(east);
        stage(west);
        assertThat(writable(east)).isInstanceOf(ProbeView.Passed.class);
        assertThat(writable(west)).isInstanceOf(ProbeView.Failed.class);
    }

    @Test
    void anApplicationInTheDarkFailsItsProbes() {
        stage(east);
        goesDark(east.region());
        assertThat(writable(east)).isInstanceOf(ProbeView.Failed.class);
        assertThat(traffic(east).health()).isInstanceOf(ProbeView.Failed.class);
    }

    @Test
    void theNameLeadsWhereTheControlIsOn() {
        assertLeadsTo(east);
        assertThat(traffic(east).health()).isInstanceOf(ProbeView.Passed.class);
        assertAccepted(world.routing().shift(plan, new Action.ShiftTraffic(west.control(), east.control(), List.of())));
        assertLeadsTo(west);
    }

    private void assertLeadsTo(Site site) {
        assertThat(traffic(site).resolution())
                .isInstanceOfSatisfying(
                        Resolution.Answered.class,
                        answered -> assertThat(answered.answers())
                                .containsExactlyInAnyOrder(site.dnsAnswers().getFirst(), "127.0.0.1"));
    }

    @Test
    void aNameThatDoesNotExistIsUnreadable() {
        var nobody = new TrafficName("nobody.twin.test", plan.traffic().resolver());
        assertThat(inTime(() -> world.probes().traffic(nobody, east)).resolution())
                .isInstanceOf(Resolution.Unreadable.class);
    }
}
