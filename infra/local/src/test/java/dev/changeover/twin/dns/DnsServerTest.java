package dev.changeover.twin.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.route53.Change;
import dev.changeover.twin.route53.HealthCheck;
import dev.changeover.twin.route53.RecordSet;
import dev.changeover.twin.route53.RecordSet.Role;
import dev.changeover.twin.route53.RecordType;
import dev.changeover.twin.route53.Route53;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SOARecord;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.Type;

class DnsServerTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-21T10:00:00Z"));
    private final Set<String> on = ConcurrentHashMap.newKeySet();
    private final Route53 route53 = new Route53(timeline, Route53.PROPAGATION_LOCAL, Route53.Health.of(on::contains));
    private final Authority authority = new Authority(
            route53, List.of(new ExtraZone("rds.amazonaws.com", name -> name.startsWith("orders.") ? LOOPBACK : NONE)));
    private final DnsServer server = DnsServer.open(0, authority);

    private static final Optional<InetAddress> LOOPBACK = Optional.of(InetAddress.getLoopbackAddress());
    private static final Optional<InetAddress> NONE = Optional.empty();

    @BeforeEach
    void theShopsZone() {
        String zone =
                route53.createZone("twin.test", "ref", Optional.empty()).zone().id();
        Stream<RecordSet> shop = Stream.of(
                pair("us-east-1", Role.PRIMARY),
                pair("us-west-2", Role.SECONDARY),
                RecordSet.simple("us-east-1.shop.twin.test", RecordType.A, 60, "127.0.0.1"),
                RecordSet.simple("us-west-2.shop.twin.test", RecordType.A, 60, "127.0.0.1"),
                RecordSet.simple(
                        "_http._tcp.us-west-2.shop.twin.test", RecordType.SRV, 60, "1 1 4575 us-west-2.shop.twin.test"),
                RecordSet.simple("loop.twin.test", RecordType.CNAME, 60, "loop.twin.test"),
                RecordSet.simple("away.twin.test", RecordType.CNAME, 60, "example.com"),
                RecordSet.simple("medium.twin.test", RecordType.TXT, 60, texts(15)),
                RecordSet.simple("large.twin.test", RecordType.TXT, 60, texts(40)));
        route53.change(
                zone,
                shop.map(set -> new Change.Entry(Change.Action.CREATE, set)).toList(),
                Optional.empty());
        timeline.advance(AN_HOUR);
    }

    /** About 65 bytes of answer each. */
    private static String[] texts(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "\"" + "text ".repeat(10) + i + "\"")
                .toArray(String[]::new);
    }

    private RecordSet pair(String region, Role role) {
        String check = route53.createCheck(region, new HealthCheck.Target.Control(region))
                .id();
        return RecordSet.failover(
                "shop.twin.test",
                region + ".shop.twin.test",
                2,
                new RecordSet.Policy.Failover(region, role, Optional.of(check)));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void failoverAnswersFollowTheRoutingControlAndCarryTheStoredTtl() throws IOException {
        on.add("us-east-1");
        assertThat(answers("shop.twin.test", Type.A))
                .containsExactly("shop 2 CNAME us-east-1.shop", "us-east-1.shop 60 A 127.0.0.1");
        on.remove("us-east-1");
        on.add("us-west-2");
        assertThat(answers("shop.twin.test", Type.A))
                .containsExactly("shop 2 CNAME us-west-2.shop", "us-west-2.shop 60 A 127.0.0.1");
        on.clear();
        assertThat(answers("shop.twin.test", Type.CNAME))
                .as("fails open to the primary")
                .containsExactly("shop 2 CNAME us-east-1.shop");
    }

    @Test
    void servicesTellTheirPort() throws IOException {
        Message answer = udp("_http._tcp.us-west-2.shop.twin.test", Type.SRV);

        var service = (SRVRecord) answer.getSection(Section.ANSWER).getFirst();
        assertThat(service.getPort()).isEqualTo(4575);
        assertThat(answer.getHeader().getFlag(Flags.AA)).isTrue();
    }

    @Test
    void namesAreFoundInAnyCase() throws IOException {
        assertThat(answers("US-east-1.SHOP.twin.test", Type.A)).hasSize(1);
    }

    @Test
    void aMissingNameAndAMissingTypeAreToldApart() throws IOException {
        Message noName = udp("nobody.twin.test", Type.A);
        Message noType = udp("us-east-1.shop.twin.test", Type.TXT);
        Message emptyInBetween = udp("_tcp.us-west-2.shop.twin.test", Type.A);

        assertThat(noName.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(noType.getRcode()).isEqualTo(Rcode.NOERROR);
        assertThat(noType.getSection(Section.ANSWER)).isEmpty();
        assertThat(emptyInBetween.getRcode()).isEqualTo(Rcode.NOERROR);
        for (Message nothing : List.of(noName, noType, emptyInBetween)) {
            assertThat(nothing.getSection(Section.AUTHORITY)).singleElement().isInstanceOf(SOARecord.class);
        }
    }

    @Test
    void namesOfOthersAreRefused() throws IOException {
        assertThat(udp("example.com", Type.A).getRcode()).isEqualTo(Rcode.REFUSED);
        assertThat(answers("away.twin.test", Type.A)).containsExactly("away 60 CNAME example.com.");
    }

    @Test
    void aRingOfAliasesEnds() throws IOException {
        assertThat(udp("loop.twin.test", Type.A).getRcode()).isEqualTo(Rcode.SERVFAIL);
    }

    @Test
    void extraZonesAnswerFromTheirFunction() throws IOException {
        assertThat(answers("orders.cluster-x.us-east-1.rds.amazonaws.com", Type.A))
                .hasSize(1);
        assertThat(udp("orders.x.rds.amazonaws.com", Type.AAAA).getRcode()).isEqualTo(Rcode.NOERROR);
        Message unknown = udp("nothing.x.rds.amazonaws.com", Type.A);
        assertThat(unknown.getRcode()).isEqualTo(Rcode.NXDOMAIN);
        assertThat(unknown.getSection(Section.AUTHORITY)).hasSize(1);
    }

    @Test
    void whatDoesNotFitInADatagramIsCutAndComesWholeOverTcp() throws IOException {
        Message cut = resolver(r -> r.setIgnoreTruncation(true)).send(query("large.twin.test", Type.TXT));
        Message whole = resolver(r -> r.setTCP(true)).send(query("large.twin.test", Type.TXT));

        assertThat(cut.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(whole.getSection(Section.ANSWER)).hasSize(40);
        assertThat(udp("large.twin.test", Type.TXT).getSection(Section.ANSWER))
                .as("a usual client asks again over TCP by itself")
                .hasSize(40);
    }

    @Test
    void aClientThatTakesMoreIsGivenMore() throws IOException {
        Message plain = resolver(r -> r.setIgnoreTruncation(true)).send(query("medium.twin.test", Type.TXT));
        Message extended = resolver(r -> {
                    r.setIgnoreTruncation(true);
                    r.setEDNS(0, 1232, 0, List.of());
                })
                .send(query("medium.twin.test", Type.TXT));

        assertThat(plain.getOPT()).isNull();
        assertThat(plain.getHeader().getFlag(Flags.TC)).isTrue();
        assertThat(extended.getOPT().getPayloadSize()).isEqualTo(Authority.UDP_BYTES_MAX);
        assertThat(extended.getHeader().getFlag(Flags.TC)).isFalse();
        assertThat(extended.getSection(Section.ANSWER)).hasSize(15);
    }

    @Test
    void anUnknownVersionOfTheExtensionIsRefused() throws IOException {
        Message query = query("shop.twin.test", Type.A);
        query.addRecord(new OPTRecord(1232, 0, 1), Section.ADDITIONAL);

        assertThat(resolver(_ -> {}).send(query).getRcode()).isEqualTo(Rcode.BADVERS);
    }

    @Test
    void nonsenseIsAnsweredWithAnErrorOrNotAtAll() throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
            socket.getOutputStream().write(new byte[] {0, 14, 7, 7, 1, 0, 0, 9, 0, 0, 0, 0, 0, 0, 99, 99});
            byte[] answer = socket.getInputStream().readNBytes(14);
            assertThat(answer[2]).isEqualTo((byte) 7);
            assertThat(answer[5] & 0x0f).isEqualTo(Rcode.FORMERR);
        }
        assertThat(answers("us-east-1.shop.twin.test", Type.A))
                .as("and goes on")
                .hasSize(1);
    }

    @Test
    void manyAskAtOnce() {
        on.add("us-east-1");
        var all = IntStream.range(0, 200).parallel().mapToObj(_ -> {
            try {
                return answers("shop.twin.test", Type.A).size();
            } catch (IOException lost) {
                throw new AssertionError(lost);
            }
        });
        assertThat(all).hasSize(200).containsOnly(2);
    }

    private List<String> answers(String name, int type) throws IOException {
        return udp(name, type).getSection(Section.ANSWER).stream()
                .map(DnsServerTest::shown)
                .toList();
    }

    private static String shown(Record record) {
        return (record.getName() + " " + record.getTTL() + " " + Type.string(record.getType()) + " "
                        + record.rdataToString())
                .replace(".twin.test.", "");
    }

    private Message udp(String name, int type) throws IOException {
        return resolver(_ -> {}).send(query(name, type));
    }

    private static Message query(String name, int type) throws IOException {
        return Message.newQuery(Record.newRecord(Name.fromString(name, Name.root), type, DClass.IN));
    }

    private SimpleResolver resolver(Consumer<SimpleResolver> how) throws IOException {
        var resolver = new SimpleResolver("127.0.0.1");
        resolver.setPort(server.port());
        resolver.setTimeout(PATIENCE);
        resolver.setEDNS(-1);
        how.accept(resolver);
        return resolver;
    }
}
