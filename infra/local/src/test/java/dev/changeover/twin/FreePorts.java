package dev.changeover.twin;

import dev.changeover.twin.model.Ports;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Ports for the twins of these tests, below those of all other modules' tests and of a twin that an operator runs. */
public final class FreePorts {
    private static final int BASES = 60;

    /** Surefire's processes, numbered from 1, ask side by side whether a port is free. */
    private static final int BASE = 8_000 + (Integer.getInteger("changeover.fork", 1) - 1) * BASES * Ports.SPAN;

    private static final AtomicInteger TAKEN = new AtomicInteger();

    private FreePorts() {}

    /** The next fifty of which nobody else on this machine holds one. */
    public static Ports next() {
        return IntStream.range(0, BASES)
                .mapToObj(_ -> new Ports(BASE + TAKEN.getAndIncrement() % BASES * Ports.SPAN))
                .filter(ports ->
                        IntStream.range(ports.base(), ports.base() + Ports.SPAN).allMatch(FreePorts::free))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no free ports from " + BASE + " on"));
    }

    private static boolean free(int port) {
        try (var probe = new ServerSocket(port, 1, InetAddress.getByAddress(new byte[] {127, 0, 0, 1}))) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
