package dev.changeover.twin.dns;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.xbill.DNS.Flags;
import org.xbill.DNS.Header;
import org.xbill.DNS.Message;
import org.xbill.DNS.OPTRecord;
import org.xbill.DNS.Rcode;

/** The sockets of an {@link Authority}: UDP and TCP on one port of 127.0.0.1. */
public final class DnsServer implements AutoCloseable {
    /** Bytes of a UDP answer to a client that says nothing about it (RFC 1035). */
    private static final int UDP_BYTES_PLAIN = 512;

    private static final int MESSAGE_BYTES_MAX = 65_535;
    private static final int HEADER_BYTES = 12;

    /** A TCP client that asks nothing for this long is let go (RFC 7766 leaves the figure to the server). */
    private static final Duration TCP_IDLE = Duration.ofSeconds(10);

    private static final int TCP_BACKLOG = 50;

    /** Tries to find a port that is free for both UDP and TCP, when any will do. */
    private static final int PORT_TRIES = 10;

    private final Authority authority;
    private final DatagramSocket udp;
    private final ServerSocket tcp;

    private DnsServer(Authority authority, DatagramSocket udp, ServerSocket tcp) {
        this.authority = authority;
        this.udp = udp;
        this.tcp = tcp;
        Thread.ofPlatform().name("twin-dns-udp").daemon().start(this::serveUdp);
        Thread.ofPlatform().name("twin-dns-tcp").daemon().start(this::serveTcp);
    }

    /** Port 0 takes a free one. */
    public static DnsServer open(int port, Authority authority) {
        for (int tries = 1; ; tries++) {
            try {
                var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
                var tcp = new ServerSocket();
                try {
                    tcp.setReuseAddress(true);
                    tcp.bind(address, TCP_BACKLOG);
                    var udp = new DatagramSocket(tcp.getLocalSocketAddress());
                    return new DnsServer(authority, udp, tcp);
                } catch (IOException taken) {
                    tcp.close();
                    throw taken;
                }
            } catch (IOException taken) {
                if (port != 0 || tries == PORT_TRIES) {
                    throw new UncheckedIOException("DNS cannot listen on 127.0.0.1 port " + port, taken);
                }
            }
        }
    }

    public int port() {
        return tcp.getLocalPort();
    }

    @Override
    public void close() {
        udp.close();
        try {
            tcp.close();
        } catch (IOException alreadyGone) {
            throw new UncheckedIOException(alreadyGone);
        }
    }

    private void serveUdp() {
        var packet = new DatagramPacket(new byte[MESSAGE_BYTES_MAX], MESSAGE_BYTES_MAX);
        while (!udp.isClosed()) {
            try {
                packet.setLength(MESSAGE_BYTES_MAX);
                udp.receive(packet);
                byte[] query = Arrays.copyOf(packet.getData(), packet.getLength());
                Optional<byte[]> answer = answer(query, true);
                if (answer.isPresent()) {
                    udp.send(new DatagramPacket(answer.get(), answer.get().length, packet.getSocketAddress()));
                }
            } catch (IOException _) {
                // Closing, or a datagram that could not be sent: it is lost, as datagrams are, and its client asks
                // again.
            }
        }
    }

    private void serveTcp() {
        while (!tcp.isClosed()) {
            try {
                Socket client = tcp.accept();
                Thread.ofVirtual().name("twin-dns-client").start(() -> serve(client));
            } catch (IOException _) {
                // Closing, or a client that went before it was let in.
            }
        }
    }

    private void serve(Socket client) {
        try (client) {
            client.setSoTimeout(Math.toIntExact(TCP_IDLE.toMillis()));
            client.setTcpNoDelay(true);
            var in = new DataInputStream(client.getInputStream());
            var out = new DataOutputStream(client.getOutputStream());
            while (!tcp.isClosed()) {
                byte[] query = new byte[in.readUnsignedShort()];
                in.readFully(query);
                Optional<byte[]> answer = answer(query, false);
                if (answer.isEmpty()) {
                    return;
                }
                byte[] framed = new byte[answer.get().length + 2];
                framed[0] = (byte) (answer.get().length >> 8);
                framed[1] = (byte) answer.get().length;
                System.arraycopy(answer.get(), 0, framed, 2, answer.get().length);
                out.write(framed);
                out.flush();
            }
        } catch (EOFException _) {
            // The client has asked all it wanted.
        } catch (IOException _) {
            // The client has gone or kept silent for too long; either way there is nobody to answer.
        }
    }

    /** Empty for what is no query at all: answering it would let two servers answer each other for ever. */
    @SuppressWarnings("CatchAndPrintStackTrace") // the rim: a bug in the twin is shown here, and answered SERVFAIL
    private Optional<byte[]> answer(byte[] bytes, boolean overUdp) {
        if (bytes.length < HEADER_BYTES || (bytes[2] & 0x80) != 0) {
            return Optional.empty();
        }
        try {
            var query = new Message(bytes);
            Message answer = authority.answer(query);
            return Optional.of(answer.toWire(overUdp ? udpBytes(query.getOPT()) : MESSAGE_BYTES_MAX));
        } catch (IOException malformed) {
            return Optional.of(failure(bytes, Rcode.FORMERR));
        } catch (RuntimeException bug) {
            bug.printStackTrace();
            return Optional.of(failure(bytes, Rcode.SERVFAIL));
        }
    }

    private static int udpBytes(OPTRecord options) {
        return options == null
                ? UDP_BYTES_PLAIN
                : Math.clamp(options.getPayloadSize(), UDP_BYTES_PLAIN, Authority.UDP_BYTES_MAX);
    }

    private static byte[] failure(byte[] query, int code) {
        var header = new Header((query[0] & 0xff) << 8 | (query[1] & 0xff));
        header.setFlag(Flags.QR);
        header.setRcode(code);
        return header.toWire();
    }
}
