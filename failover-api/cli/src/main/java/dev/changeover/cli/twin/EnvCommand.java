package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.view.Json;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Prints what the aws command and the SDKs need to find the twin. */
@Command(name = "env", description = "Print the environment that leads AWS tools to a twin: eval \"$(changeover env)\"")
final class EnvCommand extends TwinCommand {
    EnvCommand(Desk desk) {
        super(desk);
    }

    @Override
    protected ExitCode answer() {
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("AWS_ENDPOINT_URL", "http://127.0.0.1:" + ports().gateway());
        environment.put("AWS_ACCESS_KEY_ID", "twin");
        environment.put("AWS_SECRET_ACCESS_KEY", "twin");
        environment.put("AWS_REGION", "us-east-1");
        environment.put("AWS_DEFAULT_REGION", "us-east-1");
        if (Files.exists(home().plan())) { // an empty twin has none
            environment.put("CHANGEOVER_PLAN", home().plan().toString());
            environment.put("CHANGEOVER_EDGE", edge());
        }
        desk().show(
                        () -> environment.entrySet().stream()
                                .map(entry -> "export " + entry.getKey() + "='" + entry.getValue() + "'\n")
                                .collect(Collectors.joining()),
                        Json.object("environment", environment));
        return ExitCode.DONE;
    }
}
