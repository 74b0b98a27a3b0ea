package dev.changeover.shop.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WhereaboutsTest {
    private final NameServer dns = new NameServer();
    private Instant now = Instant.parse("2026-11-21T10:00:00Z");
    private Whereabouts whereabouts;

    @BeforeEach
    void open() {
        whereabouts = new Whereabouts("www.shop.test", 8080, dns.address(), () -> now);
        dns.host("east.shop.test", 60);
        dns.host("west.shop.test", 60);
        dns.alias("www.shop.test", "east.shop.test", 5);
    }

    @AfterEach
    void close() {
        dns.close();
    }

    @Test
    void keepsAnAnswerForItsShortestTtlAndNoLonger() {
        assertThat(found().name()).isEqualTo("east.shop.test");
        int asked = dns.asked();
        dns.alias("www.shop.test", "west.shop.test", 5);

        now = now.plus(Duration.ofMillis(4_999));
        assertThat(found().name()).isEqualTo("east.shop.test");
        assertThat(dns.asked()).isEqualTo(asked);

        now = now.plus(Duration.ofMillis(1));
        assertThat(found().name()).isEqualTo("west.shop.test");
    }

    @Test
    void takesThePortFromTheServiceRecordOfTheRegionIfThereIsOne() {
        assertThat(found().address().getPort()).isEqualTo(8080);
        now = now.plusSeconds(5);
        dns.port("east.shop.test", 4574, 60);
        assertThat(found().address().getPort()).isEqualTo(4574);
    }

    @Test
    void saysWhenNobodyKnowsAndAsksAgain() {
        dns.alias("www.shop.test", "north.shop.test", 5);
        assertThat(whereabouts.find()).isInstanceOf(Place.Unknown.class);
        dns.host("north.shop.test", 60);
        assertThat(found().name()).isEqualTo("north.shop.test");
    }

    @Test
    void givesUpOnARing() {
        dns.alias("www.shop.test", "other.shop.test", 5);
        dns.alias("other.shop.test", "www.shop.test", 5);
        assertThat(whereabouts.find()).isInstanceOf(Place.Unknown.class);
    }

    @Test
    void doesNotOutliveItsTtlWhenTheServerFallsSilent() {
        found();
        dns.mute(true);
        assertThat(whereabouts.find()).isInstanceOf(Place.Found.class);
        now = now.plusSeconds(5);
        assertThat(whereabouts.find()).isInstanceOf(Place.Unknown.class);
        dns.mute(false);
        assertThat(whereabouts.find()).isInstanceOf(Place.Found.class);
    }

    private Place.Found found() {
        return (Place.Found) whereabouts.find();
    }
}
