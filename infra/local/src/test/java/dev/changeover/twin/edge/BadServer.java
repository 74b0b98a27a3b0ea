package dev.changeover.twin.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Sockets of servers that are no good: silent ones, garbled ones, ones that take no connection. */
final class BadServer implements AutoCloseable {
    private static final int LINE_FULL_MS = 300;
    private static final int LINE_MAX = 64;
    private static final int TRICKLE_MS = 200;

    private final ServerSocket socket;
    private final AtomicInteger accepted = new AtomicInteger();
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    private BadServer(ServerSocket socket) {
        this.socket = socket;
    }

    /** Takes every connection and every request, and never says a word. */
    static BadServer silent() {
        return accepting(_ -> {});
    }

    /** Says this and closes. */
    static BadServer saying(String text) {
        return accepting(client -> {
            client.getInputStream().read(new byte[4096]);
            client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
            client.close();
        });
    }

    /** Begins an answer and goes on with one letter at a time, for ever. */
    static BadServer trickling() {
        return accepting(client -> {
            client.getOutputStream()
                    .write("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            while (true) { // ends when the edge, or the test, closes the connection
                client.getOutputStream().write('x');
                Thread.sleep(TRICKLE_MS);
            }
        });
    }

    /** Listens with a full line before its door, so that no further connection is ever completed. */
    static BadServer full() {
        var server = listening(1);
        List<Socket> line = new ArrayList<>();
        while (line.size() < LINE_MAX) {
            var next = new Socket();
            line.add(next);
            try {
                next.connect(server.address(), LINE_FULL_MS);
            } catch (SocketTimeoutException full) {
                server.open.addAll(line);
                return server;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
        throw new IllegalStateException("the line before the door is never full");
    }

    /** An address at which nobody listens. */
    static InetSocketAddress nobody() {
        var server = listening(1);
        server.close();
        return server.address();
    }

    InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
    }

    int accepted() {
        return accepted.get();
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket one : open) {
                one.close();
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private interface Manner {
        void meet(Socket client) throws IOException, InterruptedException;
    }

    private static BadServer listening(int backlog) {
        try {
            return new BadServer(new ServerSocket(0, backlog, InetAddress.getLoopbackAddress()));
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private static BadServer accepting(Manner manner) {
        var server = listening(50);
        Thread.ofVirtual().start(() -> {
            while (!server.socket.isClosed()) {
                try {
                    Socket client = server.socket.accept();
                    server.accepted.incrementAndGet();
                    server.open.add(client);
                    Thread.ofVirtual().start(() -> meet(manner, client));
                } catch (IOException _) {
                    // The test is over.
                }
            }
        });
        return server;
    }

    private static void meet(Manner manner, Socket client) {
        try {
            manner.meet(client);
        } catch (IOException gone) {
            // The edge has closed the connection, as it may.
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }
}
