package dev.changeover.shop.traffic;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.xbill.DNS.ARecord;
import org.xbill.DNS.CNAMERecord;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.SRVRecord;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A small authoritative DNS server over UDP whose records a test changes. */
public final class NameServer implements AutoCloseable {
    /** A ring of aliases must not catch the server itself. */
    private static final int CHAIN_MAX = 12;

    private final List<Record> records = new CopyOnWriteArrayList<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final DatagramSocket socket;
    private volatile boolean mute;

    public NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread.ofVirtual().start(this::serve);
    }

    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many questions came. */
    int asked() {
        return asked.get();
    }

    /** Makes it take questions and say nothing. */
    void mute(boolean silent) {
        mute = silent;
    }

    void alias(String name, String target, int ttl) {
        replace(new CNAMERecord(name(name), DClass.IN, ttl, name(target)));
    }

    public void host(String name, int ttl) {
        replace(new ARecord(name(name), DClass.IN, ttl, InetAddress.getLoopbackAddress()));
    }

    void port(String name, int port, int ttl) {
        replace(new SRVRecord(name("_http._tcp." + name), DClass.IN, ttl, 0, 0, port, name(name)));
    }

    private void replace(Record record) {
        records.removeIf(old -> old.getName().equals(record.getName()));
        records.add(record);
    }

    private void serve() {
        byte[] buffer = new byte[1_500];
        try {
            while (true) {
                var packet = new DatagramPacket(buffer, buffer.length);
                socket.receive(packet);
                asked.incrementAndGet();
                if (!mute) {
                    byte[] reply = answer(Arrays.copyOf(packet.getData(), packet.getLength()));
                    socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
                }
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private byte[] answer(byte[] question) throws IOException {
        var query = new Message(question);
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setFlag(Flags.AA);
        reply.addRecord(query.getQuestion(), Section.QUESTION);
        Name wanted = query.getQuestion().getName();
        for (boolean more = true; more && reply.getSection(Section.ANSWER).size() < CHAIN_MAX; ) {
            more = false;
            for (Record record : records) {
                boolean alias = record.getType() == Type.CNAME;
                if (record.getName().equals(wanted)
                        && (alias || record.getType() == query.getQuestion().getType())) {
                    reply.addRecord(record, Section.ANSWER);
                    if (alias) {
                        wanted = ((CNAMERecord) record).getTarget();
                        more = true;
                        break;
                    }
                }
            }
        }
        return reply.toWire();
    }

    private static Name name(String text) {
        return Name.fromConstantString(text + ".");
    }

    @Override
    public void close() {
        socket.close();
    }
}
