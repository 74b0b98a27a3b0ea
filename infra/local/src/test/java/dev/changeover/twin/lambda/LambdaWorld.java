package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Lambda in virtual time, with functions in plain Java. */
final class LambdaWorld {
    static final Region EAST = Regions.US_EAST_1;
    static final Region WEST = Regions.US_WEST_2;
    static final Instant BEGIN = Instant.parse("2026-11-22T10:00:00Z");
    static final Duration TIMEOUT = Duration.ofSeconds(30);

    final Timeline timeline = Timeline.virtual(BEGIN);
    final Regions regions = new Regions(timeline);
    final PlainSandboxes sandboxes = new PlainSandboxes(timeline);
    final Lambdas lambdas;

    /** The invocations that are over, in order. */
    final List<Ended> over = new ArrayList<>();

    LambdaWorld() {
        this(Hosting.Terms.local());
    }

    LambdaWorld(Hosting.Terms terms) {
        lambdas = new Lambdas(timeline, regions, new Hosting(sandboxes, terms));
    }

    /** Deploys a function to both Regions that does so with every event. */
    LambdaWorld with(String name, PlainSandboxes.Plain plain) {
        sandboxes.with(name, plain);
        lambdas.deploy(EAST, spec(name));
        lambdas.deploy(WEST, spec(name));
        return this;
    }

    static FunctionSpec spec(String name) {
        return FunctionSpec.of(name, code(name), "shop.Handler", TIMEOUT);
    }

    static Code code(String content) {
        return Code.zip(archive("shop/Handler.class", content));
    }

    static byte[] archive(String entry, String content) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new ZipOutputStream(bytes)) {
            var made = new ZipEntry(entry);
            made.setTimeLocal(
                    LocalDateTime.of(2026, 1, 1, 0, 0)); // of the present, two archives of a test would differ
            out.putNextEntry(made);
            out.write(content.getBytes(StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Begins an invocation in us-east-1. */
    void invoke(String name, String payload) {
        lambdas.invoke(EAST, Lambdas.Call.of(name, payload), over::add);
    }

    void send(String name, String payload) {
        lambdas.send(EAST, Lambdas.Call.of(name, payload));
        settle();
    }

    void settle() {
        pass(Duration.ZERO);
    }

    void pass(Duration time) {
        timeline.advance(time);
    }

    Outcome last() {
        return over.getLast().outcome();
    }
}
