package dev.changeover.operations;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.SecretView;
import dev.changeover.view.Look;
import dev.changeover.view.Standing;
import dev.changeover.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * How the applications stand. A look costs several calls to AWS and, while a Region is dark, seconds; so many readers
 * share one, and what they get says when it was seen.
 */
final class Standings {
    /** A page that polls each second shows nothing older than two. */
    static final Duration FRESH = Duration.ofSeconds(1);

    /** What is older is not shown while a newer look is under way: nobody has watched for a while. */
    static final Duration STALE = Duration.ofSeconds(15);

    private final Worlds worlds;
    private final InstantSource clock;
    private final Executor background;
    private final Map<ApplicationName, Seen> last = new ConcurrentHashMap<>();
    private final Map<ApplicationName, CompletableFuture<Seen>> looking = new ConcurrentHashMap<>();

    Standings(Worlds worlds, InstantSource clock, Executor background) {
        this.worlds = worlds;
        this.clock = clock;
        this.background = background;
    }

    /** What was seen lately; looks if nothing was. A look is bounded by the plan's call timeout. */
    Seen of(ApplicationPlan plan) {
        Optional<Seen> known = known(plan.name()).filter(seen -> seen.plan().equals(plan));
        if (known.isPresent() && age(known.get()).compareTo(FRESH) < 0) {
            return known.get();
        }
        CompletableFuture<Seen> look = look(plan);
        return known.isPresent() && age(known.get()).compareTo(STALE) < 0 && !look.isDone() ? known.get() : look.join();
    }

    /** What was seen at all; empty if nobody has looked. A fleet's page must not wait for each application. */
    Optional<Seen> known(ApplicationName application) {
        return Optional.ofNullable(last.get(application));
    }

    /** Has somebody look, unless that is under way or was done just now. */
    void refresh(ApplicationPlan plan) {
        if (known(plan.name()).filter(seen -> age(seen).compareTo(FRESH) < 0).isEmpty()) {
            var _ = look(plan);
        }
    }

    private CompletableFuture<Seen> look(ApplicationPlan plan) {
        var mine = new CompletableFuture<Seen>();
        CompletableFuture<Seen> others = looking.putIfAbsent(plan.name(), mine);
        if (others != null) {
            return others;
        }
        background.execute(() -> {
            try {
                Seen seen = seen(plan);
                last.put(plan.name(), seen);
                mine.complete(seen);
            } catch (RuntimeException bug) {
                mine.completeExceptionally(bug);
                throw bug;
            } finally {
                looking.remove(plan.name());
            }
        });
        return mine;
    }

    private Seen seen(ApplicationPlan plan) {
        Standing standing = Look.now(worlds.of(plan), plan);
        Instant now = clock.instant();
        List<Seen.Silence> silent = new ArrayList<>();
        List<Region> regions = List.of(plan.primary().region(), plan.secondary().region());
        for (int i = 0; i < regions.size(); i++) {
            Region region = regions.get(i);
            if (standing.secrets().get(i) instanceof SecretView.Unreadable(var why, var _)
                    && why.code() == PortFailure.Code.UNREACHABLE) {
                silent.add(new Seen.Silence(region, since(plan.name(), region).orElse(now), Words.of(why)));
            }
        }
        return new Seen(plan, standing, now, silent);
    }

    private Optional<Instant> since(ApplicationName application, Region region) {
        return known(application).stream()
                .flatMap(seen -> seen.silent().stream())
                .filter(silence -> silence.region().equals(region))
                .map(Seen.Silence::since)
                .findFirst();
    }

    private Duration age(Seen seen) {
        return Duration.between(seen.at(), clock.instant());
    }
}
