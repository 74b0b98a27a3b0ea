package dev.changeover.twin.edge;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Asks origins, each as often and for as long as its patience says. */
final class Origins implements AutoCloseable {
    /** How long CloudFront keeps an idle connection to a custom origin (default keep-alive timeout, 2026-11-22). */
    private static final Duration IDLE_MAX = Duration.ofSeconds(5);

    /** Idle connections kept to one address. Ours: more are never of use at a thousand requests a second. */
    private static final int IDLE_CONNECTIONS_MAX = 64;

    private final Names names;
    private final ConcurrentMap<InetSocketAddress, Deque<OriginConnection>> idle = new ConcurrentHashMap<>();

    Origins(Names names) {
        this.names = names;
    }

    Outcome ask(Origin origin, EdgeRequest request) {
        EdgeRequest sent = request.withPath(origin.path() + request.path());
        Outcome outcome = new Outcome.Unconnected("not tried");
        for (int attempt = 1; attempt <= origin.patience().connectionAttempts(); attempt++) {
            outcome = attempt(origin, sent);
            if (!worthAnother(outcome, origin, request)) {
                return outcome;
            }
        }
        return outcome;
    }

    /**
     * A connection may always be tried again: nothing was sent. An answer that did not come is asked for again of
     * custom origins, and only by requests that change nothing.
     */
    static boolean worthAnother(Outcome outcome, Origin origin, EdgeRequest request) {
        return switch (outcome) {
            case Outcome.Unconnected _ -> true;
            case Outcome.Silent _ -> origin.kind() == Origin.Kind.CUSTOM && request.reads();
            case Outcome.Answered _, Outcome.Broken _, Outcome.Nameless _ -> false;
        };
    }

    private Outcome attempt(Origin origin, EdgeRequest request) {
        return switch (origin.address()) {
            case Origin.Address.Fixed(var socket) -> attempt(origin, socket, request);
            case Origin.Address.Named(var name, int portDefault) ->
                switch (names.find(name, portDefault)) {
                    case Names.Place.Found(var socket, var _) -> attempt(origin, socket, request);
                    case Names.Place.Unknown(var why) -> new Outcome.Nameless(why);
                };
        };
    }

    /**
     * A kept connection may have been closed at the other end; only a request that changes nothing is risked on one.
     */
    private Outcome attempt(Origin origin, InetSocketAddress address, EdgeRequest request) {
        Optional<OriginConnection> kept = request.mayFailOver() ? kept(address) : Optional.empty();
        if (kept.isPresent()) {
            Outcome outcome = exchange(kept.get(), origin, request);
            if (!(outcome instanceof Outcome.Broken) || kept.get().heard()) {
                return outcome;
            }
        }
        try {
            return exchange(OriginConnection.open(address, origin.patience().connectTimeout()), origin, request);
        } catch (IOException refused) {
            return new Outcome.Unconnected(origin.id() + " at " + address + ": " + refused.getMessage());
        }
    }

    private Outcome exchange(OriginConnection connection, Origin origin, EdgeRequest request) {
        boolean keep = false;
        try {
            OriginAnswer read =
                    connection.ask(request, origin.host(), origin.patience().responseTimeout());
            keep = read.reusable() && keep(connection);
            return new Outcome.Answered(read.answer());
        } catch (SocketTimeoutException late) {
            return new Outcome.Silent(origin.id() + ": " + late.getMessage());
        } catch (IOException broken) {
            return new Outcome.Broken(origin.id() + ": " + broken.getMessage());
        } finally {
            if (!keep) {
                connection.close();
            }
        }
    }

    private Optional<OriginConnection> kept(InetSocketAddress address) {
        Deque<OriginConnection> waiting = idle.get(address);
        if (waiting == null) {
            return Optional.empty();
        }
        synchronized (waiting) {
            while (!waiting.isEmpty()) {
                OriginConnection latest = waiting.pop();
                if (!latest.restedFor(IDLE_MAX)) {
                    return Optional.of(latest);
                }
                latest.close();
            }
        }
        return Optional.empty();
    }

    private boolean keep(OriginConnection connection) {
        Deque<OriginConnection> waiting = idle.computeIfAbsent(connection.address(), _ -> new ArrayDeque<>());
        synchronized (waiting) {
            if (waiting.size() >= IDLE_CONNECTIONS_MAX) {
                return false;
            }
            connection.rest();
            waiting.push(connection);
            return true;
        }
    }

    @Override
    public void close() {
        idle.values().forEach(waiting -> {
            synchronized (waiting) {
                waiting.forEach(OriginConnection::close);
                waiting.clear();
            }
        });
    }
}
