package dev.changeover.cli;

import dev.changeover.aws.Identity;
import dev.changeover.cli.Streams.Terminals;
import dev.changeover.cli.command.TopCommand;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.guard.MemoryGuardStore;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessPort;
import dev.changeover.journal.FileJournal;
import dev.changeover.plan.PlanFile;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody at the command line: types a command, reads what it says. The journal is real, the world is small. */
final class Operator {
    /** What a command said. */
    record Said(int code, String out, String err) {
        JsonNode json() {
            return JsonMapper.builder().build().readTree(out);
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    final Path home;
    final SmallWorld world;
    final SmallReadiness readiness;
    final Map<String, String> environment = new LinkedHashMap<>();
    final List<ChangeoverId> inBackground = new ArrayList<>();
    final UnsteadyArchive shared = new UnsteadyArchive();
    final GuardStore sharedGuards = new MemoryGuardStore();
    final List<String> published = new ArrayList<>();
    Answer answerOfPrimary = new Answer.Accepted();
    private Terminals terminals = Terminals.none();
    private String typed = "";

    Operator(Path folder) {
        home = folder.resolve("home");
        environment.put("CHANGEOVER_HOME", home.toString());
        environment.put("CHANGEOVER_WHO", "ana");
        environment.put("HOME", folder.toString());
        keep("shop.plan.yaml", shopText());
        world = new SmallWorld(shop());
        readiness = new SmallReadiness(world);
    }

    static String shopText() {
        try (InputStream in = Operator.class.getResourceAsStream("shop.plan.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ApplicationPlan shop() {
        return switch (PlanFile.parse(shopText(), "shop.plan.yaml")) {
            case PlanFile.Reading.Valid(var plan) -> plan;
            case PlanFile.Reading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
        };
    }

    Path keep(String name, String text) {
        try {
            Path folder = Files.createDirectories(home.resolve("plans"));
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    Journal journal() {
        return new FileJournal(home.resolve("journal"));
    }

    /** From now on sits at a terminal, and types these lines when asked. */
    Operator atTerminal(String... lines) {
        terminals = new Terminals(true, false, true, false);
        typed = String.join("\n", lines);
        return this;
    }

    Said types(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        var streams = new Streams(
                new BufferedReader(new StringReader(typed)),
                print(out),
                print(err),
                terminals,
                Streams.COLUMNS_DEFAULT);
        var desk = new Desk(streams, environment, world, new SmallWiring());
        int code = new Rim(desk).run(TopCommand.line(desk), arguments);
        return new Said(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream print(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private final class SmallWiring implements Wiring {
        @Override
        public Archive archive(Path folder) {
            return new FileArchive(folder);
        }

        @Override
        public Optional<Archive> shared(ApplicationPlan plan) {
            return plan.journal().map(_ -> shared);
        }

        @Override
        public Optional<GuardStore> sharedGuards(ApplicationPlan plan) {
            return plan.journal().map(_ -> sharedGuards);
        }

        @Override
        public World world(ApplicationPlan plan) {
            return world;
        }

        @Override
        public ReadinessPort readiness(ApplicationPlan plan) {
            return readiness;
        }

        @Override
        public Identity identity(ApplicationPlan plan, Region region) {
            return new Identity.Known("arn:aws:iam::111122223333:user/ana");
        }

        @Override
        public Map<Region, Answer> publish(ApplicationPlan plan, String text) {
            published.add(text);
            Map<Region, Answer> answers = new LinkedHashMap<>();
            answers.put(plan.primary().region(), answerOfPrimary);
            answers.put(plan.secondary().region(), new Answer.Accepted());
            return answers;
        }

        @Override
        public Path inBackground(Path ofHome, ChangeoverId id) {
            inBackground.add(id);
            return ofHome.resolve("logs").resolve(id + ".log");
        }
    }
}
