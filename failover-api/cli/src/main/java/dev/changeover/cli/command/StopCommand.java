package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.core.guard.Switch;
import dev.changeover.core.model.Actor;
import dev.changeover.view.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Turns the global stop switch. */
@Command(
        name = "stop",
        description = "Stop every new changeover and drill of every application, until it is released.",
        footer = "Touches nothing that runs: pause or cancel that. Turned on this machine and in every journal's table "
                + "that a plan here names.")
final class StopCommand implements Callable<Integer> {
    private final Desk desk;

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why; whoever is stopped reads it.")
    private String reason;

    @Option(names = "--release", description = "Let starts through again.")
    private boolean release;

    StopCommand(Desk desk) {
        this.desk = desk;
    }

    @Override
    public Integer call() {
        var by = new Actor(desk.who(), reason);
        String word = release ? "released" : "stopped";
        List<Map<String, Object>> rows = new ArrayList<>();
        var text = new StringBuilder();
        boolean all = true;
        for (var stop : desk.switches().stops().entrySet()) {
            Optional<String> failure = desk.switches().turn(stop.getValue(), new Switch.Name.Stop(), !release, by);
            all &= failure.isEmpty();
            rows.add(Json.object(
                    "where", stop.getKey(), "turned", failure.isEmpty(), "stopped", !release, "failure", failure));
            text.append(stop.getKey()).append(": ").append(failure.orElse(word)).append(System.lineSeparator());
        }
        desk.show(text::toString, "switches", rows);
        if (!all) {
            desk.say("Not everywhere: say it again when the journal's table answers.");
        }
        return (all ? ExitCode.DONE : ExitCode.UNREACHABLE).number();
    }
}
