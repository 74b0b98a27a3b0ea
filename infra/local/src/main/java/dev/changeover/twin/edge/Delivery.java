package dev.changeover.twin.edge;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/** From a viewer's request to the answer: behaviour, cache, origins, error pages, and the headers CloudFront adds. */
final class Delivery implements AutoCloseable {
    private static final int NOT_MODIFIED = 304;

    /** How an answer came about, in the words of {@code X-Cache}. */
    private enum Way {
        HIT("Hit from cloudfront"),
        MISS("Miss from cloudfront"),
        ERROR("Error from cloudfront");

        private final String words;

        Way(String words) {
            this.words = words;
        }
    }

    private volatile Distribution distribution;
    private final InstantSource clock;
    private final Fetching fetching;
    private final Cache cache = new Cache();

    Delivery(Distribution distribution, InetSocketAddress dns, InstantSource clock) {
        this.distribution = distribution;
        this.clock = clock;
        this.fetching = new Fetching(dns, clock);
    }

    /** What is kept stays; the next request meets the new settings. */
    void change(Distribution wanted) {
        distribution = wanted;
    }

    EdgeAnswer answer(EdgeRequest viewers) {
        EdgeRequest request = rooted(viewers);
        Behaviour behaviour = distribution.behaviourFor(request.path());
        if (!behaviour.methods().allow(request.method())) {
            return finished(OwnPages.methodRefused(request.method()), Way.ERROR, "edge");
        }
        Instant now = clock.instant();
        Optional<Cache.Kept> kept = behaviour.keeps(request) ? cache.find(request.target(), now) : Optional.empty();
        return kept.map(entry -> again(entry, viewers, now)).orElseGet(() -> anew(behaviour, request));
    }

    private EdgeRequest rooted(EdgeRequest viewers) {
        return distribution
                .rootObject()
                .filter(_ -> viewers.path().equals("/"))
                .map(name -> viewers.withPath("/" + name))
                .orElse(viewers);
    }

    private EdgeAnswer again(Cache.Kept entry, EdgeRequest viewers, Instant now) {
        EdgeAnswer answer = entry.answer();
        Optional<String> has = viewers.headers().first("If-None-Match");
        boolean known = !answer.isError()
                && has.isPresent()
                && has.equals(answer.headers().first("ETag"));
        EdgeAnswer sent = known ? new EdgeAnswer(NOT_MODIFIED, answer.headers(), new byte[0]) : answer;
        Headers aged = sent.headers().with("Age", Long.toString(entry.age(now).toSeconds()));
        return finished(sent.withHeaders(aged), answer.isError() ? Way.ERROR : Way.HIT, entry.origin());
    }

    private EdgeAnswer anew(Behaviour behaviour, EdgeRequest request) {
        Fetching.Fetched fetched = fetching.fetch(behaviour, request);
        Optional<ErrorPage> page = distribution.errorPage(fetched.answer().status());
        Duration errorMin = page.map(ErrorPage::ttlMin).orElse(ErrorPage.TTL_MIN_DEFAULT);
        EdgeAnswer answer = page.flatMap(ErrorPage::page)
                .flatMap(wanted -> errorPage(wanted, request))
                .orElse(fetched.answer());
        if (behaviour.keeps(request) && behaviour.caching() instanceof Caching.On caching && !request.isHead()) {
            keep(
                    request.target(),
                    new Fetching.Fetched(answer, fetched.origin()),
                    Freshness.of(fetched.answer(), caching, errorMin, clock.instant()));
        }
        return finished(answer, fetched.answer().isError() ? Way.ERROR : Way.MISS, fetched.origin());
    }

    private void keep(String key, Fetching.Fetched fetched, Duration time) {
        if (time.isPositive()) {
            Instant now = clock.instant();
            cache.keep(key, new Cache.Kept(fetched.answer(), fetched.origin(), now, now.plus(time)));
        }
    }

    /** Empty when the page itself cannot be had: the error then goes out as it is. */
    private Optional<EdgeAnswer> errorPage(ErrorPage.Page wanted, EdgeRequest request) {
        EdgeRequest asked = request.reading(wanted.path());
        Fetching.Fetched page = fetching.fetch(distribution.behaviourFor(wanted.path()), asked);
        return page.answer().isError()
                ? Optional.empty()
                : Optional.of(page.answer().withStatus(wanted.status()));
    }

    private EdgeAnswer finished(EdgeAnswer answer, Way way, String origin) {
        return answer.withHeaders(answer.headers()
                .with("X-Cache", way.words)
                .with("Via", via())
                .with("X-Amz-Cf-Id", UUID.randomUUID().toString())
                .with("X-Twin-Origin", origin));
    }

    /** How this edge names itself to those on both sides. */
    String via() {
        return "1.1 " + distribution.id() + ".edge.twin.test (CloudFront)";
    }

    @Override
    public void close() {
        fetching.close();
    }
}
