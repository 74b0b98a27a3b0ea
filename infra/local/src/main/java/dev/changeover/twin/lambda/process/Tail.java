package dev.changeover.twin.lambda.process;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The end of what one event has logged. */
final class Tail {
    /** Source: Invoke, Lambda API reference, read 2026-11-22: the last 4 KB of the execution log. */
    static final int BYTES_MAX = 4 << 10;

    /** The last lines follow the answer within 2 ms; this is for a machine that has much else to do. */
    private static final Duration LAST_LINES_MAX = Duration.ofMillis(200);

    private final CountDownLatch whole = new CountDownLatch(1);
    private byte[] bytes = {};

    synchronized void append(byte[] more, int length) {
        byte[] all = Arrays.copyOf(bytes, bytes.length + length);
        System.arraycopy(more, 0, all, bytes.length, length);
        bytes = all.length > BYTES_MAX ? Arrays.copyOfRange(all, all.length - BYTES_MAX, all.length) : all;
    }

    /** Nothing more will come. */
    void end() {
        whole.countDown();
    }

    /** Waits for the last lines, for a moment at most. */
    @SuppressWarnings("ReturnValueIgnored") // whole or not, what is there is told
    String text() {
        try {
            whole.await(LAST_LINES_MAX.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }
}
