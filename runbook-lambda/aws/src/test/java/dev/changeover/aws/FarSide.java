package dev.changeover.aws;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/**
 * A server on loopback that answers as a test says, or does not: whatever the far side of a wire can do to a caller.
 */
final class FarSide implements AutoCloseable {
    private final ServerSocket door;
    private final List<Socket> visitors = new CopyOnWriteArrayList<>();
    private final List<Request> requests = new CopyOnWriteArrayList<>();
    private volatile Function<Request, Reaction> behaviour;

    /** One HTTP request as it came in; header names in small letters. */
    record Request(String line, Map<String, String> headers, String body) {
        /** The Region in the scope of the request's signature. */
        String signedFor() {
            return headers.get("authorization").replaceAll(".*Credential=[^/]+/\\d+/([^/]+)/.*", "$1");
        }

        /** The call by its name, in AWS's query protocol or its JSON protocols. */
        String call() {
            String target = headers.getOrDefault("x-amz-target", "");
            return target.isEmpty()
                    ? body.replaceAll("(?s).*Action=(\\w+).*", "$1")
                    : target.substring(target.indexOf('.') + 1);
        }
    }

    /** What to do with a request that was read. */
    sealed interface Reaction {
        record Reply(int status, String type, String body) implements Reaction {}

        /** Keeps the connection and never says a word. */
        record Silence() implements Reaction {}

        /** Ends the connection without a word. */
        record HangUp() implements Reaction {}

        /** Begins to answer, a byte now and then, and never ends. */
        record Trickle() implements Reaction {}
    }

    private FarSide(Function<Request, Reaction> behaviour) throws IOException {
        this.behaviour = behaviour;
        door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().name("far-side").start(this::admit);
    }

    static FarSide that(Function<Request, Reaction> behaviour) {
        try {
            return new FarSide(behaviour);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    static FarSide silent() {
        return that(_ -> new Reaction.Silence());
    }

    /** A place where nobody listens. */
    static URI nobody() {
        try (FarSide gone = silent()) {
            return gone.url();
        }
    }

    void now(Function<Request, Reaction> behaves) {
        behaviour = behaves;
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + door.getLocalPort());
    }

    List<Request> requests() {
        return List.copyOf(requests);
    }

    List<String> calls() {
        return requests.stream().map(Request::call).toList();
    }

    private void admit() {
        try {
            while (true) {
                Socket visitor = door.accept();
                visitors.add(visitor);
                Thread.ofVirtual().start(() -> serve(visitor));
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    private void serve(Socket visitor) {
        try (visitor) {
            var in = new BufferedReader(new InputStreamReader(visitor.getInputStream(), StandardCharsets.ISO_8859_1));
            for (Request request = read(in); request != null; request = read(in)) {
                requests.add(request);
                if (!react(visitor, behaviour.apply(request))) {
                    return;
                }
            }
        } catch (IOException | InterruptedException gone) {
            // The caller gave up, or the test is over.
        }
    }

    private static boolean react(Socket visitor, Reaction reaction) throws IOException, InterruptedException {
        switch (reaction) {
            case Reaction.Reply(int status, String type, String body) -> {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                String head = "HTTP/1.1 " + status + " X\r\nContent-Type: " + type + "\r\nContent-Length: "
                        + bytes.length + "\r\nx-amzn-RequestId: 1b2c\r\n\r\n";
                visitor.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
                return true;
            }
            case Reaction.Silence _ -> {
                visitor.getInputStream().read(); // until the caller goes away
                return false;
            }
            case Reaction.HangUp _ -> {
                return false;
            }
            case Reaction.Trickle _ -> {
                visitor.getOutputStream()
                        .write("HTTP/1.1 200 X\r\nContent-Length: 100000\r\n\r\n".getBytes(StandardCharsets.UTF_8));
                while (true) {
                    visitor.getOutputStream().write('<');
                    Thread.sleep(20);
                }
            }
        }
    }

    private static Request read(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            return null;
        }
        Map<String, String> headers = new TreeMap<>();
        for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).strip());
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        for (int read = 0; read < body.length; ) {
            int more = in.read(body, read, body.length - read);
            if (more < 0) {
                return null;
            }
            read += more;
        }
        return new Request(line, headers, new String(body));
    }

    @Override
    public void close() {
        try {
            door.close();
            for (Socket visitor : visitors) {
                visitor.close();
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
