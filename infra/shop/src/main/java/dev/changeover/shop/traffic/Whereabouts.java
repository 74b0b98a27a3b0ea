package dev.changeover.shop.traffic;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Rcode;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.TextParseException;
import org.xbill.DNS.Type;

/**
 * Follows one name to the Region that serves it, as a browser does: the chain of CNAMEs, then the address.
 *
 * <p>An answer is kept exactly as long as the shortest TTL in it says, and not a moment longer, even when the DNS
 * server has gone: what a shopper would meet is what is to be measured. One asks at a time; the others wait for it.
 */
final class Whereabouts {
    /** RFC 1034 sets no limit; resolvers in use stop between 8 and 16. */
    private static final int CHAIN_MAX = 8;

    /** The server is on the same machine or in the same network. */
    private static final Duration ASK_TIMEOUT = Duration.ofMillis(500);

    /** UDP may lose one. */
    private static final int ASK_TIMES = 2;

    /** RFC 2782's form for a service of HTTP. */
    private static final String SERVICE = "_http._tcp.";

    private final Name name;
    private final int portDefault;
    private final SimpleResolver server;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<Place.Found> kept = Optional.empty();

    Whereabouts(String name, int portDefault, InetSocketAddress dns, InstantSource clock) {
        this.name = absolute(name);
        this.portDefault = portDefault;
        this.server = new SimpleResolver(dns);
        this.server.setTimeout(ASK_TIMEOUT);
        this.clock = clock;
    }

    /** Never throws for weather: what cannot be found is {@link Place.Unknown}. */
    Place find() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (kept.filter(place -> now.isBefore(place.until())).isPresent()) {
                return kept.get();
            }
            Place place = ask(now);
            kept = place instanceof Place.Found found ? Optional.of(found) : Optional.empty();
            return place;
        } catch (IOException lost) {
            return new Place.Unknown("DNS did not answer: " + lost.getMessage());
        } finally {
            lock.unlock();
        }
    }

    private Place ask(Instant now) throws IOException {
        Name current = name;
        long ttl = Long.MAX_VALUE;
        Message reply = query(current, Type.A);
        for (int hop = 0; hop <= CHAIN_MAX; hop++) {
            if (reply.getRcode() != Rcode.NOERROR) {
                return new Place.Unknown("DNS says " + Rcode.string(reply.getRcode()) + " for " + current);
            }
            Optional<ARecord> address = in(reply, current, ARecord.class).findFirst();
            if (address.isPresent()) {
                return arrive(current, address.get(), ttl, now);
            }
            Optional<CNAMERecord> alias = in(reply, current, CNAMERecord.class).findFirst();
            if (alias.isEmpty()) {
                return new Place.Unknown("DNS has no address for " + current);
            }
            current = alias.get().getTarget();
            ttl = Math.min(ttl, alias.get().getTTL());
            if (in(reply, current, Record.class).findAny().isEmpty()) {
                reply = query(current, Type.A);
            }
        }
        return new Place.Unknown("DNS chain from " + name + " is longer than " + CHAIN_MAX);
    }

    private Place arrive(Name region, ARecord address, long ttlOfChain, Instant now) throws IOException {
        Message reply = query(absolute(SERVICE + region), Type.SRV);
        Optional<SRVRecord> service = reply.getSection(Section.ANSWER).stream()
                .filter(SRVRecord.class::isInstance)
                .map(SRVRecord.class::cast)
                .min(Comparator.comparingInt(SRVRecord::getPriority));
        long ttl = Stream.of(
                        ttlOfChain,
                        address.getTTL(),
                        service.map(Record::getTTL).orElse(Long.MAX_VALUE))
                .min(Long::compare)
                .get();
        int port = service.map(SRVRecord::getPort).orElse(portDefault);
        return new Place.Found(
                region.toString(true), new InetSocketAddress(address.getAddress(), port), now.plusSeconds(ttl));
    }

    private Message query(Name about, int type) throws IOException {
        var question = Message.newQuery(Record.newRecord(about, type, DClass.IN));
        for (int asked = 1; asked < ASK_TIMES; asked++) {
            try {
                return server.send(question);
            } catch (IOException lost) {
                // Asked once more below.
            }
        }
        return server.send(question);
    }

    private static <T extends Record> Stream<T> in(Message reply, Name owner, Class<T> type) {
        List<Record> answer = reply.getSection(Section.ANSWER);
        return answer.stream()
                .filter(record -> record.getName().equals(owner))
                .filter(type::isInstance)
                .map(type::cast);
    }

    private static Name absolute(String text) {
        try {
            return Name.fromString(text, Name.root);
        } catch (TextParseException malformed) {
            throw new IllegalArgumentException("\"" + text + "\" is not a DNS name", malformed);
        }
    }
}
