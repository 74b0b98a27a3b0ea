package dev.changeover.simulation;

import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;

/**
 * Several drivers and persons in one virtual time. Exactly one of them runs at any moment; whoever rests hands over to
 * whoever is due next. So turns of different drivers interleave at every call, and one seed always in one way.
 */
final class Actors implements AutoCloseable {
    /** The process died here. Nobody catches it but the actor's own end. */
    static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record Due(Instant at, long order, Actor actor) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byTime = at.compareTo(other.at);
            return byTime != 0 ? byTime : Long.compare(order, other.order);
        }
    }

    private static final class Actor {
        private final Semaphore mayRun = new Semaphore(0);
        private boolean ended;
    }

    private final Timeline timeline;
    private final Semaphore resting = new Semaphore(0);
    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private final List<Actor> all = new ArrayList<>();
    private Actor running;
    private Instant end = Instant.MIN;
    private long order;
    private boolean closing;
    private RuntimeException bug;
    private Error failure;

    Actors(Timeline timeline) {
        this.timeline = timeline;
    }

    /** Begins a life after {@code delay}. */
    void enter(Duration delay, Runnable life) {
        var actor = new Actor();
        all.add(actor);
        Thread.ofVirtual().start(() -> {
            actor.mayRun.acquireUninterruptibly();
            try {
                if (!closing) {
                    life.run();
                }
            } catch (Gone died) {
                // As planned.
            } catch (RuntimeException thrown) {
                bug = thrown;
            } catch (Error failed) {
                failure = failed;
            } finally {
                actor.ended = true;
                resting.release();
            }
        });
        due.add(new Due(timeline.now().plus(delay), order++, actor));
    }

    /** Lets time pass for the running actor, and others act meanwhile. */
    void rest(Duration length) {
        Instant wake = timeline.now().plus(length);
        boolean next = due.isEmpty() || due.peek().at().isAfter(wake);
        if (next && !wake.isAfter(end)) {
            timeline.advance(length);
            return;
        }
        Actor self = running;
        due.add(new Due(wake, order++, self));
        resting.release();
        self.mayRun.acquireUninterruptibly();
        if (closing) {
            throw new Gone();
        }
    }

    /** Lets everybody act until then. What an actor throws comes out here. */
    void until(Instant latest) {
        end = latest;
        while (!due.isEmpty() && !due.peek().at().isAfter(latest)) {
            Due next = due.remove();
            timeline.advance(Duration.between(timeline.now(), next.at()));
            resume(next.actor());
        }
        timeline.advance(Duration.between(timeline.now(), latest));
    }

    /** Runs one life to its end, and everybody else as far as time then is. */
    void untilEnd(Duration longest, Runnable life) {
        int before = all.size();
        enter(Duration.ZERO, life);
        Actor actor = all.get(before);
        Instant latest = timeline.now().plus(longest);
        end = latest;
        while (!actor.ended) {
            Due next = due.remove();
            if (next.at().isAfter(latest)) {
                throw new AssertionError("not over after " + longest);
            }
            timeline.advance(Duration.between(timeline.now(), next.at()));
            resume(next.actor());
        }
    }

    private void resume(Actor actor) {
        running = actor;
        actor.mayRun.release();
        resting.acquireUninterruptibly();
        if (bug != null) {
            throw bug;
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Everybody dies where they stand. */
    @Override
    public void close() {
        closing = true;
        for (Due left : List.copyOf(due)) {
            left.actor().mayRun.release();
            resting.acquireUninterruptibly();
        }
        due.clear();
        closing = false;
    }
}
