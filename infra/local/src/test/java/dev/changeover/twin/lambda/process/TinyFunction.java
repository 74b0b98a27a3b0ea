package dev.changeover.twin.lambda.process;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A function that does what its event says, in a process of its own. */
public final class TinyFunction implements RequestStreamHandler {
    /** Longer than any test waits. */
    private static final long FOR_EVER_MS = 600_000;

    @Override
    public void handleRequest(InputStream input, OutputStream output, Context context) throws IOException {
        String event = new String(input.readAllBytes(), StandardCharsets.UTF_8);
        System.out.println("got " + event);
        tally();
        String answer = switch (event) {
            case "\"fail\"" -> throw new IllegalStateException("as it was told");
            case "\"exit\"" -> exit();
            case "\"hang\"" -> hang();
            case "\"large\"" -> "\"" + "a".repeat(7 << 20) + "\"";
            case "\"environment\"" ->
                quoted(System.getenv("AWS_REGION") + " " + System.getenv("AWS_LAMBDA_FUNCTION_NAME") + " "
                        + System.getenv("AWS_ENDPOINT_URL") + " " + System.getenv("GREETING") + " "
                        + context.getMemoryLimitInMB() + " " + context.getFunctionVersion() + " "
                        + context.getInvokedFunctionArn() + " " + System.getenv("HOME"));
            case "\"pid\"" -> Long.toString(ProcessHandle.current().pid());
            case "\"deadline\"" -> Integer.toString(context.getRemainingTimeInMillis());
            default -> event;
        };
        output.write(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Leaves a line for each event, so that a test can tell how many there were. */
    private static void tally() throws IOException {
        String file = System.getenv("TALLY");
        if (file != null) {
            Files.writeString(
                    Path.of(file),
                    ProcessHandle.current().pid() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        }
    }

    private static String exit() {
        Runtime.getRuntime().halt(3);
        return "";
    }

    private static String hang() {
        try {
            Thread.sleep(FOR_EVER_MS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
        return "";
    }

    private static String quoted(String text) {
        return "\"" + text + "\"";
    }
}
