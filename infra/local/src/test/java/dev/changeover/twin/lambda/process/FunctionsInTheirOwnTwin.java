package dev.changeover.twin.lambda.process;

import dev.changeover.twin.lambda.Hosting;
import dev.changeover.twin.lambda.Lambdas;
import dev.changeover.twin.model.Regions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A twin's functions in a process that can be killed. */
final class FunctionsInTheirOwnTwin {
    private FunctionsInTheirOwnTwin() {}

    /** Takes a home; has one function at work and one idle, prints their ids, lives until its input ends. */
    public static void main(String[] arguments) throws IOException {
        try (var doors = new LambdaDoors(Path.of(arguments[0]), Hosting.Terms.local())) {
            for (String name : List.of("idle", "busy")) {
                doors.deploy(Regions.US_EAST_1, name, LambdaDoors.FUNCTION_MAX, Map.of());
            }
            try (var client = doors.client(Regions.US_EAST_1)) {
                client.invoke(call -> call.functionName("idle"));
                client.invoke(call -> call.functionName("busy"));
            }
            doors.lambdas.invoke(Regions.US_EAST_1, Lambdas.Call.of("busy", "\"hang\""), _ -> {});
            System.out.println(doors.sandboxes.pids(Regions.US_EAST_1, "idle").getFirst());
            System.out.println(doors.sandboxes.pids(Regions.US_EAST_1, "busy").getFirst());
            System.in.read();
        }
    }

    static Process start(Path home) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        FunctionsInTheirOwnTwin.class.getName(),
                        home.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }
}
