package dev.changeover.twin.wire;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The JDK's HTTP server on 127.0.0.1, a virtual thread a request, for doors that are no AWS API. */
public final class LoopbackServer implements AutoCloseable {
    private static final int BACKLOG = 256;

    /**
     * How long a quiet connection stays open. Longer than clients keep theirs (the SDK's Apache client: 60 s), so that
     * none is closed under a request just sent.
     */
    private static final Duration IDLE_MAX = Duration.ofMinutes(5);

    /** How many quiet connections stay open. The JDK's 200 are fewer than a crowd of viewers leaves at once. */
    private static final int IDLE_CONNECTIONS_MAX = 2_000;

    static {
        setTheJdksServerUp();
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    private LoopbackServer(int port, HttpHandler handler) throws IOException {
        server = HttpServer.create(
                new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port), BACKLOG);
        server.setExecutor(threads);
        server.createContext("/", handler);
        server.start();
    }

    /** The JDK's server reads these once, when the first of the process is made: every door asks for the same. */
    static void setTheJdksServerUp() {
        // It leaves Nagle's algorithm on, which costs 40 ms on every second small answer.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.idleInterval", Long.toString(IDLE_MAX.toSeconds()));
        System.setProperty("sun.net.httpserver.maxIdleConnections", Integer.toString(IDLE_CONNECTIONS_MAX));
    }

    /** Port 0 takes a free one. */
    public static LoopbackServer open(int port, HttpHandler handler) {
        try {
            return new LoopbackServer(port, handler);
        } catch (IOException refused) {
            throw new UncheckedIOException("port " + port + " on 127.0.0.1 cannot be opened", refused);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Drops what is under way. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
