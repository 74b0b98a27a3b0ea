package dev.changeover.twin.wire;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Calls;
import dev.changeover.twin.model.CommonErrors;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A door to the model on 127.0.0.1: reads Region and service from the request's signature, lets the fault plan have
 * its way before and after, and hands the request to the service.
 *
 * <p>Several gateways may share one model. One bound to a Region stands for an endpoint of that Region alone, and
 * refuses requests signed for another, as AWS does.
 */
public final class Gateway implements AutoCloseable {
    /**
     * A black hole lets go after this long even if nobody heals it, so that what callers left behind does not pile up.
     * By then they have given up: botocore waits 60 s for an answer, the Java SDK 30 s (their defaults).
     */
    private static final Duration HELD_LONGEST = Duration.ofMinutes(2);

    private static final int BACKLOG = 256;

    static {
        LoopbackServer.setTheJdksServerUp();
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Faults faults;
    private final Map<String, Service> services;
    private final Optional<Region> bound;
    private final Calls calls;

    private Gateway(int port, Optional<Region> bound, Faults faults, Calls calls, Collection<Service> services) {
        this.calls = calls;
        this.faults = faults;
        this.bound = bound;
        this.services = services.stream().collect(Collectors.toMap(Service::signingName, Function.identity()));
        try {
            var address = new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port);
            this.server = HttpServer.create(address, BACKLOG);
        } catch (IOException refused) {
            threads.close();
            throw new UncheckedIOException("port " + port + " on 127.0.0.1 cannot be opened", refused);
        }
        server.setExecutor(threads);
        server.createContext("/", this::serve);
        server.start();
    }

    /** Answers for every Region, and nobody keeps count. Port 0 takes a free one. */
    public static Gateway open(int port, Faults faults, Collection<Service> services) {
        return open(port, faults, new Calls(), services);
    }

    /** Answers for every Region, and counts who asks what. */
    public static Gateway open(int port, Faults faults, Calls calls, Collection<Service> services) {
        return new Gateway(port, Optional.empty(), faults, calls, services);
    }

    /** Answers for one Region only. */
    public static Gateway openIn(Region region, int port, Faults faults, Calls calls, Collection<Service> services) {
        return new Gateway(port, Optional.of(region), faults, calls, services);
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** Drops what is under way, and what a fault holds. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            Incoming incoming = Incoming.read(exchange);
            AwsRequest request = incoming.request();
            Optional<AwsReply> reply = incoming.refusal(bound)
                    .or(() -> stranger(request))
                    .map(Optional::of)
                    .orElseGet(() -> meetFaults(request, services.get(request.service())));
            if (reply.isPresent()) {
                send(exchange, reply.get());
            }
        }
    }

    private Optional<AwsReply> stranger(AwsRequest request) {
        if (services.containsKey(request.service())) {
            return Optional.empty();
        }
        var error = new AwsError(
                "UnknownServiceException", 404, Replies.lacking(request.service(), Strangers.name(request)));
        return Optional.of(Strangers.refuse(request, error));
    }

    /** Empty when no answer is to leave: the connection then closes. */
    private Optional<AwsReply> meetFaults(AwsRequest request, Service service) {
        String action;
        try {
            action = service.action(request);
        } catch (AwsError unreadable) {
            return Optional.of(service.refuse(request, unreadable));
        }
        Permissions.of(request, action, service).forEach(calls::count);
        var call = new Faults.Call(request.region(), request.service(), action);
        return switch (faults.at(call)) {
            case Fault.None _ -> reachable(call, answer(request, service));
            case Fault.Slow(var by) -> slow(by) ? reachable(call, answer(request, service)) : Optional.empty();
            case Fault.Broken _ -> Optional.of(service.refuse(request, CommonErrors.internal(request.service())));
            case Fault.Throttle _ -> Optional.of(service.refuse(request, CommonErrors.throttled(request.service())));
            case Fault.Dark _ -> hold(call);
            case Fault.Silent _ -> {
                slow(HELD_LONGEST);
                yield Optional.empty();
            }
            case Fault.LoseReply _ -> {
                answer(request, service);
                yield Optional.empty();
            }
            case Fault.LoseRequest _ -> Optional.empty();
        };
    }

    /** A Region that went dark while the call was under way takes the answer with it. */
    private Optional<AwsReply> reachable(Faults.Call call, AwsReply reply) {
        return faults.unreachable(call) ? hold(call) : Optional.of(reply);
    }

    private Optional<AwsReply> hold(Faults.Call call) {
        try {
            faults.awaitReachable(call, HELD_LONGEST);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
        return Optional.empty();
    }

    private static boolean slow(Duration by) {
        try {
            Thread.sleep(by);
            return true;
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @SuppressWarnings("CatchAndPrintStackTrace") // the rim: a bug in the twin is shown here, and answered as AWS would
    private static AwsReply answer(AwsRequest request, Service service) {
        try {
            return service.answer(request);
        } catch (AwsError refusal) {
            return service.refuse(request, refusal);
        } catch (RuntimeException bug) {
            bug.printStackTrace();
            return service.refuse(request, CommonErrors.internal(request.service()));
        }
    }

    private static void send(HttpExchange exchange, AwsReply reply) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", reply.contentType());
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        int length = reply.body().length;
        if (exchange.getRequestMethod().equals("HEAD")) { // whoever answers says the length of what it would be
            length = 0;
        }
        exchange.sendResponseHeaders(reply.status(), length == 0 ? -1 : length);
        exchange.getResponseBody().write(reply.body(), 0, length);
    }
}
