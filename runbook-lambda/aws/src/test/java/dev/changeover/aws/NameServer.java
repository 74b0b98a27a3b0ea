package dev.changeover.aws;

import dev.changeover.core.model.Endpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.xbill.DNS.DClass;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Message;
import org.xbill.DNS.Record;
import org.xbill.DNS.Section;
import org.xbill.DNS.Type;

/** A DNS server on loopback that holds a few records, or gives every question the same refusal. */
final class NameServer implements AutoCloseable {
    private final DatagramSocket socket;
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private volatile int rcode;
    private volatile List<String> records = List.of();
    private volatile boolean silent;

    NameServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        Thread.ofVirtual().name("name-server").start(this::serve);
    }

    Endpoint endpoint() {
        return new Endpoint("127.0.0.1", socket.getLocalPort());
    }

    /**
     * Lines such as {@code A 192.0.2.1} or {@code CNAME east.example.com.}, all of them of the name that is asked for.
     */
    void holds(String... lines) {
        rcode = 0;
        records = List.of(lines);
    }

    void refuses(int code) {
        rcode = code;
    }

    void isSilent() {
        silent = true;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve() {
        byte[] buffer = new byte[512];
        var packet = new DatagramPacket(buffer, buffer.length);
        try {
            while (true) {
                packet.setLength(buffer.length);
                socket.receive(packet);
                if (silent) {
                    continue;
                }
                byte[] reply = answer(new Message(Arrays.copyOf(buffer, packet.getLength())))
                        .toWire();
                socket.send(new DatagramPacket(reply, reply.length, packet.getSocketAddress()));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private Message answer(Message query) throws IOException {
        Record question = query.getQuestion();
        asked.add(Type.string(question.getType()) + " " + question.getName());
        var reply = new Message(query.getHeader().getID());
        reply.getHeader().setFlag(Flags.QR);
        reply.getHeader().setRcode(rcode);
        reply.addRecord(question, Section.QUESTION);
        for (String line : records) {
            int space = line.indexOf(' ');
            int type = Type.value(line.substring(0, space));
            if (type == question.getType() || type == Type.CNAME) {
                reply.addRecord(
                        Record.fromString(
                                question.getName(), type, DClass.IN, 0, line.substring(space + 1), question.getName()),
                        Section.ANSWER);
            }
        }
        return reply;
    }

    @Override
    public void close() {
        socket.close();
    }
}
