package dev.changeover.aws;

import static dev.changeover.aws.Plans.OREGON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.ProbeView;
import dev.changeover.core.port.TrafficView;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.Rcode;

class ProbeAdapterTest extends OverTheWire {
    private final NameServer names = new NameServer();

    @AfterEach
    void closeTheNameServer() {
        names.close();
    }

    private TrafficView traffic() {
        return world.probes()
                .traffic(new TrafficName("shop.example.com", Optional.of(names.endpoint())), plan.site(OREGON));
    }

    private static FarSide.Reaction page(int status, String body) {
        return new FarSide.Reaction.Reply(status, "application/json", body);
    }

    @Test
    void hasTheApplicationWriteThroughItsStagedSecret() {
        farSide(_ -> page(200, "{\"wrote\":true,\n \"ms\":12}"));
        assertThat(world.probes().writable(plan.site(OREGON)))
                .isInstanceOfSatisfying(
                        ProbeView.Passed.class,
                        passed -> assertThat(passed.evidence()).isEqualTo("200 {\"wrote\":true, \"ms\":12}"));
        assertThat(far.requests().getFirst().line()).isEqualTo("GET /probe?stage=AWSPENDING HTTP/1.1");
    }

    @Test
    void keepsTheProbesOwnQuery() {
        farSide(_ -> page(200, "{}"));
        Site site = plan.site(OREGON);
        world.probes()
                .writable(new Site(
                        site.region(),
                        site.cluster(),
                        site.database(),
                        site.secret(),
                        site.control(),
                        site.dnsAnswers(),
                        URI.create(far.url() + "/probe?deep=1"),
                        site.health()));
        assertThat(far.requests().getFirst().line()).isEqualTo("GET /probe?deep=1&stage=AWSPENDING HTTP/1.1");
    }

    @Test
    void failsTheProbeOnAnythingButAGoodAnswer() {
        farSide(_ -> page(503, "{\"wrote\":false,\"why\":\"read only\"}"));
        assertThat(world.probes().writable(plan.site(OREGON)))
                .isInstanceOfSatisfying(
                        ProbeView.Failed.class,
                        failed -> assertThat(failed.why()).contains("503", "read only"));
        farSide(_ -> page(200, "<html>welcome</html>"));
        assertThat(world.probes().writable(plan.site(OREGON))).isInstanceOf(ProbeView.Failed.class);
        farSide(_ -> page(302, ""));
        assertThat(world.probes().writable(plan.site(OREGON))).isInstanceOf(ProbeView.Failed.class);
    }

    @Test
    void keepsOnlyTheBeginningOfALongAnswer() {
        farSide(_ -> page(200, "{\"words\":\"" + "x".repeat(5000) + "\"}"));
        assertThat(world.probes().writable(plan.site(OREGON)))
                .isInstanceOfSatisfying(
                        ProbeView.Passed.class,
                        passed -> assertThat(passed.evidence())
                                .hasSizeLessThanOrEqualTo(ProbeAdapter.EVIDENCE_CHARS_MAX + 1));
    }

    @Test
    void waitsNoLongerThanACallForSilenceAndTrickles() {
        Instant start = Instant.now();
        assertThat(world.probes().writable(plan.site(OREGON))).isInstanceOf(ProbeView.Failed.class);
        farSide(_ -> new FarSide.Reaction.Trickle());
        assertThat(world.probes().writable(plan.site(OREGON))).isInstanceOf(ProbeView.Failed.class);
        assertThat(Duration.between(start, Instant.now())).isLessThan(SOON);
    }

    @Test
    void followsTheNameToItsAliasAndAddresses() {
        farSide(_ -> page(200, "{}"));
        names.holds("CNAME us-west-2.shop.example.com.", "A 192.0.2.7", "AAAA 2001:db8::7");
        TrafficView seen = traffic();
        assertThat(seen.resolution())
                .isEqualTo(new TrafficView.Resolution.Answered(
                        List.of("us-west-2.shop.example.com", "192.0.2.7", "2001:db8:0:0:0:0:0:7")));
        assertThat(seen.health()).isInstanceOf(ProbeView.Passed.class);
        assertThat(far.requests().getFirst().line()).isEqualTo("GET /health HTTP/1.1");
    }

    @Test
    void asksTheServerEachTime() {
        farSide(_ -> page(200, "{}"));
        names.holds("A 192.0.2.1");
        traffic();
        names.holds("A 192.0.2.2");
        assertThat(traffic().resolution()).isEqualTo(new TrafficView.Resolution.Answered(List.of("192.0.2.2")));
        assertThat(names.asked()).hasSize(4);
    }

    @Test
    void tellsAMissingNameFromAServerInTrouble() {
        farSide(_ -> page(500, "{}"));
        names.refuses(Rcode.NXDOMAIN);
        assertThat(traffic().resolution()).extracting("why.code").isEqualTo(Code.NOT_FOUND);
        names.refuses(Rcode.SERVFAIL);
        assertThat(traffic().resolution()).extracting("why.code").isEqualTo(Code.UNREACHABLE);
        assertThat(traffic().health()).isInstanceOf(ProbeView.Failed.class);
    }

    @Test
    void cannotResolveWhereNobodyAnswers() {
        farSide(_ -> page(200, "{}"));
        names.isSilent();
        assertThat(traffic().resolution()).extracting("why.code").isEqualTo(Code.UNREACHABLE);
    }
}
