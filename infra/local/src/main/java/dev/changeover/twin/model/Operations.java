package dev.changeover.twin.model;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Keeps the data plane to one operation at a time on a global database: an operation starts when none that was asked
 * before it still holds one of its keys. A key is a global cluster's id, or the ARN of a cluster that stands alone.
 */
final class Operations {
    /** Numbered, so that two alike are still two. */
    private record Asked(
            long number, Set<String> keys, Consumer<DataPlane.Completion> work, DataPlane.Completion done) {}

    private final Timeline timeline;
    private final List<Asked> running = new ArrayList<>();
    private final List<Asked> waiting = new ArrayList<>();

    private long asked;

    Operations(Timeline timeline) {
        this.timeline = timeline;
    }

    /** {@code done} is told under the timeline's lock, after the keys are free again. */
    void ask(Set<String> keys, Consumer<DataPlane.Completion> work, DataPlane.Completion done) {
        asked++;
        waiting.add(new Asked(asked, Set.copyOf(keys), work, done));
        startWhatCan();
    }

    private void startWhatCan() {
        var held = new HashSet<String>();
        running.forEach(operation -> held.addAll(operation.keys()));
        for (Asked next : List.copyOf(waiting)) {
            if (next.keys().stream().noneMatch(held::contains)) {
                waiting.remove(next);
                running.add(next);
                next.work().accept(completion(next));
            }
            held.addAll(next.keys());
        }
    }

    private DataPlane.Completion completion(Asked operation) {
        return new DataPlane.Completion() {
            @Override
            public void succeeded() {
                end(operation, operation.done()::succeeded);
            }

            @Override
            public void failed(String why) {
                end(operation, () -> operation.done().failed(why));
            }
        };
    }

    /** Always after the present call, so that an operation which ends at once does not end inside its own start. */
    private void end(Asked operation, Runnable tell) {
        timeline.after(Duration.ZERO, () -> {
            running.remove(operation);
            tell.run();
            startWhatCan();
        });
    }
}
