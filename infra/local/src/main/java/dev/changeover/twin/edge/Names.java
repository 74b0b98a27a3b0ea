package dev.changeover.twin.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.xbill.DNS.Type;

/**
 * Where origins' names lead, by the one DNS server asked. An answer is kept for its shortest TTL; that there was none
 * is not kept at all. One asks at a time; the others wait for it.
 */
final class Names {
    /** The server is on the same machine. */
    private static final Duration ASK_TIMEOUT = Duration.ofMillis(500);

    /** RFC 2782's form for a service of HTTP; the twin's Regions differ by port alone. */
    private static final String SERVICE = "_http._tcp.";

    /** Where a name leads. */
    sealed interface Place {
        record Found(InetSocketAddress socket, Instant until) implements Place {}

        record Unknown(String why) implements Place {}
    }

    private final SimpleResolver server;
    private final InstantSource clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Place.Found> kept = new HashMap<>();

    Names(InetSocketAddress dns, InstantSource clock) {
        this.server = new SimpleResolver(dns);
        this.server.setTimeout(ASK_TIMEOUT);
        this.clock = clock;
    }

    Place find(String name, int portDefault) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Place.Found known = kept.get(name);
            if (known != null && now.isBefore(known.until())) {
                return known;
            }
            kept.remove(name);
            Place place = ask(Name.fromString(name, Name.root), portDefault, now);
            if (place instanceof Place.Found found) {
                kept.put(name, found);
            }
            return place;
        } catch (IOException lost) {
            return new Place.Unknown("DNS did not answer for " + name + ": " + lost.getMessage());
        } finally {
            lock.unlock();
        }
    }

    /** The server follows its aliases itself, so one answer holds the whole chain. */
    private Place ask(Name name, int portDefault, Instant now) throws IOException {
        Message reply = query(name, Type.A);
        List<Record> chain = reply.getSection(Section.ANSWER);
        var address = in(chain, ARecord.class).findFirst();
        if (reply.getRcode() != Rcode.NOERROR || address.isEmpty()) {
            return new Place.Unknown("DNS says " + Rcode.string(reply.getRcode()) + " and no address for " + name);
        }
        Name last = in(chain, CNAMERecord.class)
                .reduce((_, later) -> later)
                .map(CNAMERecord::getTarget)
                .orElse(name);
        List<Record> service =
                query(Name.fromString(SERVICE + last, Name.root), Type.SRV).getSection(Section.ANSWER);
        int port = in(service, SRVRecord.class)
                .mapToInt(SRVRecord::getPort)
                .findFirst()
                .orElse(portDefault);
        long ttlSeconds = Stream.concat(chain.stream(), service.stream())
                .mapToLong(Record::getTTL)
                .min()
                .orElse(0);
        return new Place.Found(new InetSocketAddress(address.get().getAddress(), port), now.plusSeconds(ttlSeconds));
    }

    private Message query(Name about, int type) throws IOException {
        return server.send(Message.newQuery(Record.newRecord(about, type, DClass.IN)));
    }

    private static <T extends Record> Stream<T> in(List<Record> records, Class<T> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }
}
