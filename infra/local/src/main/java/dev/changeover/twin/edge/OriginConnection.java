package dev.changeover.twin.edge;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to an origin, kept for the next request where the origin lets us. Used by one thread at a time. */
final class OriginConnection implements AutoCloseable {
    private final InetSocketAddress address;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private long answerDueNanos;
    private boolean heard;
    private long idleSinceNanos;

    private OriginConnection(InetSocketAddress address, Socket socket) throws IOException {
        this.address = address;
        this.socket = socket;
        this.in = new BufferedInputStream(new Due(socket.getInputStream()));
        this.out = socket.getOutputStream();
    }

    static OriginConnection open(InetSocketAddress address, Duration patience) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(address, Math.toIntExact(patience.toMillis()));
            return new OriginConnection(address, socket);
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }

    InetSocketAddress address() {
        return address;
    }

    /** Whether any byte of the present answer has come. */
    boolean heard() {
        return heard;
    }

    /** @throws SocketTimeoutException when the answer is not complete in time */
    OriginAnswer ask(EdgeRequest request, String host, Duration patience) throws IOException {
        heard = false;
        answerDueNanos = System.nanoTime() + patience.toNanos();
        out.write(written(request, host));
        return OriginAnswer.read(in, request.isHead());
    }

    void rest() {
        idleSinceNanos = System.nanoTime();
    }

    boolean restedFor(Duration time) {
        return System.nanoTime() - idleSinceNanos > time.toNanos();
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException gone) {
            // It is closed either way.
        }
    }

    /** Head and body in one write, so that they leave in as few packets as can be. */
    private static byte[] written(EdgeRequest request, String host) {
        var head = new StringBuilder(request.method())
                .append(' ')
                .append(request.target())
                .append(" HTTP/1.1\r\nHost: ")
                .append(host)
                .append("\r\n");
        request.headers()
                .passedOn()
                .fields()
                .forEach(field -> head.append(field.name())
                        .append(": ")
                        .append(field.value())
                        .append("\r\n"));
        if (request.body().length > 0 || !request.mayFailOver()) {
            head.append("Content-Length: ").append(request.body().length).append("\r\n");
        }
        var whole = new ByteArrayOutputStream();
        whole.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        whole.writeBytes(request.body());
        return whole.toByteArray();
    }

    /** Waits for no byte longer than the answer as a whole may take. */
    private final class Due extends InputStream {
        private final InputStream from;

        private Due(InputStream from) {
            this.from = from;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            long leftNanos = answerDueNanos - System.nanoTime();
            if (leftNanos <= 0) {
                throw new SocketTimeoutException("the answer is not complete in time");
            }
            socket.setSoTimeout(Math.toIntExact(leftNanos / 1_000_000 + 1)); // 0 would be for ever
            int read = from.read(into, offset, length);
            heard |= read > 0;
            return read;
        }
    }
}
