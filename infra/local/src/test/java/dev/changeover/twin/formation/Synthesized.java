package dev.changeover.twin.formation;

import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.MemoryDataPlane;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.model.Timing;
import dev.changeover.twin.ssm.SystemsManagerService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;

/** A folder as {@code cdk synth} leaves it, with the templates a test puts there, and an account to make them in. */
final class Synthesized {
    private static final int LOOKS_MAX = 10_000;

    private final Path folder;
    private final List<String> artifacts = new ArrayList<>();
    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-22T10:00:00Z"));
    private final Ports ports = new Ports(4566);
    final TwinAccount account = TwinAccount.on(new TwinAccount.Ground(
            timeline,
            Timing.local(),
            TwinAccount.Delays.local(),
            ports,
            new MemoryDataPlane(timeline, ports, MemoryDataPlane.Speed.LIKE_POSTGRESQL)));

    Synthesized(Path folder) {
        this.folder = folder;
    }

    /** One more stack, in us-east-1. */
    Synthesized with(String stack, String template, String... after) {
        return in("us-east-1", stack, template, after);
    }

    Synthesized in(String region, String stack, String template, String... after) {
        write(stack + ".template.json", template);
        String dependencies =
                List.of(after).stream().map(one -> '"' + one + '"').collect(Collectors.joining(","));
        String artifact = """
                "STACK": {"type": "aws:cloudformation:stack", "environment": "aws://111122223333/REGION",
                  "properties": {"templateFile": "STACK.template.json"}, "dependencies": [AFTER]}
                """;
        artifacts.add(artifact.replace("STACK", stack).replace("REGION", region).replace("AFTER", dependencies));
        write("manifest.json", "{\"artifacts\": {" + String.join(",", artifacts) + "}}");
        return this;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    Assembly read(Map<String, String> parameters) {
        return Assembly.read(folder, parameters);
    }

    Map<String, Map<String, String>> made(Map<String, String> parameters) {
        return read(parameters)
                .make(new Ground(
                        account,
                        SystemsManagerService.over(account.systemsManager()),
                        zip -> new Code.Folder(zip, "digest", 1),
                        told -> told,
                        this::await));
    }

    private void await(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS_MAX && !holds.getAsBoolean(); look++) {
            timeline.advance(Duration.ofSeconds(1));
        }
    }
}
