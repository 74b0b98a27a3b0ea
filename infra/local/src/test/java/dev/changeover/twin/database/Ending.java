package dev.changeover.twin.database;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.twin.model.DataPlane.Completion;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Waits for the end of an operation. */
final class Ending implements Completion {
    /** No operation on healthy or dead servers takes longer; more means that it hangs. */
    private static final long END_MAX_SECONDS = 40;

    private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();

    @Override
    public void succeeded() {
        assertThat(end.complete(Optional.empty())).as("ended once").isTrue();
    }

    @Override
    public void failed(String why) {
        assertThat(end.complete(Optional.of(why))).as("ended once").isTrue();
    }

    /** Why it failed; empty when it succeeded. */
    static Optional<String> of(Consumer<Completion> operation) {
        var ending = new Ending();
        operation.accept(ending);
        return ending.end.orTimeout(END_MAX_SECONDS, TimeUnit.SECONDS).join();
    }

    static void good(Consumer<Completion> operation) {
        assertThat(of(operation)).as("why it failed").isEmpty();
    }
}
