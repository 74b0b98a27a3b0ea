package dev.changeover.twin.model;

import dev.changeover.twin.model.DataPlane.Server;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A database server in memory: the history of its writes, and how much of its writer's history it has received. */
final class MemoryServer {
    /** One acknowledged write. */
    record Write(long id, Instant at) {}

    final Server server;
    final int lineage;
    final List<Write> history = new ArrayList<>();
    Optional<MemoryServer> follows = Optional.empty();
    Optional<String> keptAside = Optional.empty();
    boolean up = true;
    boolean streaming;
    boolean fenced;

    /** Writes of an old writer that the new one never got; they leave when it rejoins. */
    boolean forked;

    MemoryServer(Server server, int lineage) {
        this.server = server;
        this.lineage = lineage;
    }

    boolean takesWrites() {
        return up && !fenced && follows.isEmpty();
    }

    boolean connected() {
        return up && streaming && follows.isPresent() && follows.get().up;
    }

    /** Receives what had left the writer by now, {@code delay} being the length of the way. */
    void receive(Instant now, Duration delay) {
        if (connected()) {
            List<Write> sent = follows.orElseThrow().history;
            while (history.size() < sent.size()
                    && !sent.get(history.size()).at().plus(delay).isAfter(now)) {
                history.add(sent.get(history.size()));
            }
        }
    }

    /** Starts over with the writer's history, as a base backup does. */
    void follow(MemoryServer writer) {
        history.clear();
        history.addAll(writer.history);
        follows = Optional.of(writer);
        fenced = false;
        forked = false;
        streaming = true;
    }

    void lead() {
        follows = Optional.empty();
        streaming = false;
        fenced = false;
    }

    @Override
    public String toString() {
        return server.toString();
    }
}
