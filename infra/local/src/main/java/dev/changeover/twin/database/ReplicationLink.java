package dev.changeover.twin.database;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The wire between a replica and its writer: a TCP relay on loopback with a delay each way, which can be cut.
 *
 * <p>What a writer has sent is held here for the length of the delay, as it would be in a cable between two Regions;
 * when the link is cut, that is lost. So lag and loss in the twin are not simulated, they happen.
 */
final class ReplicationLink implements AutoCloseable {
    /** Twice around the Earth takes 0.3 s; a minute is an overloaded replica, and more only hides a cut link. */
    static final Duration DELAY_MAX = Duration.ofSeconds(60);

    private static final int CONNECT_MAX_MS = 1000;
    private static final int BACKLOG = 16;

    private final ServerSocket door;
    private final Set<Crossing> crossings = ConcurrentHashMap.newKeySet();
    private volatile int upstream;
    private volatile boolean open;
    private volatile Duration delay;

    ReplicationLink(int port, Duration delay) {
        this.door = listen(port);
        this.delay = delay;
        Thread.ofVirtual().name("replication-link-" + port).start(this::admit);
    }

    private static ServerSocket listen(int port) {
        try {
            return new ServerSocket(port, BACKLOG, loopback());
        } catch (IOException taken) {
            throw new DatabaseTrouble(
                    "Port " + port + " on 127.0.0.1 is in use; end what listens there or choose another port base.",
                    taken);
        }
    }

    private static InetAddress loopback() throws IOException {
        return InetAddress.getByAddress(new byte[] {127, 0, 0, 1}); // "localhost" may mean ::1
    }

    /** Says in one sentence when a port cannot be had. */
    static void mustBeFree(int port) {
        closeQuietly(listen(port));
    }

    /** Lets connections through to the writer on this port; those to another writer end. */
    void connectTo(int writerPort) {
        if (!open || upstream != writerPort) {
            cut();
            upstream = writerPort;
            open = true;
        }
    }

    /** Ends every connection, loses what is on its way, and lets nobody through until {@link #connectTo}. */
    void cut() {
        open = false;
        crossings.forEach(Crossing::drop);
    }

    /** Applies at once, also to what is on its way. */
    void delay(Duration oneWay) {
        delay = oneWay;
        crossings.forEach(Crossing::delayChanged);
    }

    Duration delay() {
        return delay;
    }

    @Override
    public void close() {
        cut();
        closeQuietly(door);
    }

    private void admit() {
        while (!door.isClosed()) {
            try {
                Socket replica = door.accept();
                Thread.ofVirtual().start(() -> cross(replica));
            } catch (IOException closing) {
                return;
            }
        }
    }

    private void cross(Socket replica) {
        var writer = new Socket();
        var crossing = new Crossing(replica, writer);
        crossings.add(crossing);
        try (replica;
                writer) {
            if (open) {
                writer.connect(new InetSocketAddress(loopback(), upstream), CONNECT_MAX_MS);
                crossing.run();
            }
        } catch (IOException writerGone) {
            crossing.drop();
        } finally {
            crossings.remove(crossing);
        }
    }

    private static void closeQuietly(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception alreadyClosed) {
            return; // nothing more can be done for it
        }
    }

    /** One connection: a lane each way. */
    private final class Crossing {
        private final Socket replica;
        private final Socket writer;
        private final DelayedLane toWriter;
        private final DelayedLane toReplica;

        Crossing(Socket replica, Socket writer) {
            this.replica = replica;
            this.writer = writer;
            this.toWriter = new DelayedLane(ReplicationLink.this::delay);
            this.toReplica = new DelayedLane(ReplicationLink.this::delay);
        }

        void run() throws IOException {
            replica.setTcpNoDelay(true);
            writer.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> toWriter.take(replica));
            Thread.ofVirtual().start(() -> toReplica.take(writer));
            Thread back = Thread.ofVirtual().start(() -> toWriter.deliver(writer));
            toReplica.deliver(replica);
            drop(); // a closed half is a closed connection: PostgreSQL never keeps one half open
            joinQuietly(back);
        }

        void drop() {
            toWriter.drop();
            toReplica.drop();
            closeQuietly(replica);
            closeQuietly(writer);
        }

        void delayChanged() {
            toWriter.delayChanged();
            toReplica.delayChanged();
        }

        private static void joinQuietly(Thread thread) {
            try {
                thread.join();
            } catch (InterruptedException closing) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
