package dev.changeover.twin.edge;

import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Set;

/** Gets what a behaviour's origins have to say: the primary first, every time, and the secondary where it fails. */
final class Fetching implements AutoCloseable {
    /** Of the viewer's head, what would make one viewer's answer another's. */
    private static final Set<String> STOPPED_WHERE_KEPT = Set.of(
            "cookie",
            "authorization",
            "accept-encoding",
            "accept-language",
            "if-none-match",
            "if-match",
            "if-modified-since",
            "if-unmodified-since",
            "if-range");

    /** An answer and whose it is. */
    record Fetched(EdgeAnswer answer, String origin) {}

    private record Asked(Outcome outcome, Origin origin) {
        private Fetched fetched() {
            return new Fetched(OwnPages.of(outcome), origin.id());
        }
    }

    private final Origins origins;

    Fetching(InetSocketAddress dns, InstantSource clock) {
        this.origins = new Origins(new Names(dns, clock));
    }

    Fetched fetch(Behaviour behaviour, EdgeRequest viewers) {
        EdgeRequest request = behaviour.caching() instanceof Caching.On
                ? viewers.withHeaders(viewers.headers().without(STOPPED_WHERE_KEPT))
                : viewers;
        return switch (behaviour.target()) {
            case Origin origin -> ask(behaviour, origin, request).fetched();
            case OriginGroup group -> {
                Asked first = ask(behaviour, group.primary(), request);
                yield request.mayFailOver() && failed(first.outcome(), group)
                        ? ask(behaviour, group.secondary(), request).fetched()
                        : first.fetched();
            }
        };
    }

    private static boolean failed(Outcome outcome, OriginGroup group) {
        return switch (outcome) {
            case Outcome.Answered(var answer) -> group.codes().contains(answer.status());
            case Outcome.Unconnected _, Outcome.Silent _, Outcome.Broken _, Outcome.Nameless _ -> true;
        };
    }

    private Asked ask(Behaviour behaviour, Origin origin, EdgeRequest request) {
        EdgeRequest rewritten = request;
        for (OriginFunction function : behaviour.functions()) {
            rewritten = function.request(rewritten, origin);
        }
        Outcome outcome = origins.ask(origin, rewritten);
        if (outcome instanceof Outcome.Answered(var answer)) {
            EdgeAnswer changed = answer;
            for (OriginFunction function : behaviour.functions()) {
                changed = function.response(changed, origin);
            }
            outcome = new Outcome.Answered(changed);
        }
        return new Asked(outcome, origin);
    }

    @Override
    public void close() {
        origins.close();
    }
}
