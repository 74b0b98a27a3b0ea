package dev.changeover.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.changeover.console.Console;
import dev.changeover.console.ConsoleSettings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * How long it takes on a slow line and a slow processor until somebody who is signed in sees the fleet, with nothing
 * kept from before. Takes the number of runs.
 */
public final class ConsoleLoad {
    private static final int RUNS_DEFAULT = 7;
    // The line and the processor of the requirement: 400 kbit/s, 400 ms, four times slower.
    private static final int BYTES_PER_SECOND = 400_000 / 8;
    private static final int LATENCY_MS = 400;
    private static final int SLOWER = 4;
    private static final double USABLE_MAX_MS = 2_000;
    private static final long LOOK_EVERY_MS = 50;
    private static final int LOOKS_MAX = 400;
    private static final int APPLICATIONS = 20;
    private static final Path LAST = Path.of("target", "console-load.last");

    // Notes when the first application stands in the table.
    private static final String WATCH = """
            sessionStorage.setItem('changeover:session', JSON.stringify({token: 'benchmark'}));
            new MutationObserver((_, observer) => {
              if (document.querySelector('main tbody tr')) {
                window.usableAt = performance.now();
                observer.disconnect();
              }
            }).observe(document, {childList: true, subtree: true});
            """;
    private static final String NOW = "2026-11-22T00:00:00Z";
    private static final String SERVICE = "{'region':'us-west-2','world':'twin','version':'0.1.0'}";
    private static final String LINE = """
            {'application':'shop-{number}','href':'/v1/applications/shop','primary':'us-east-1',
            'secondary':'us-west-2','world':'twin','active':'us-east-1','healthy':true,'seenAt':'{now}','live':null,
            'latest':null,'ready':'ready','lastDrill':null,'sentence':'shop is active in us-east-1 and protected.',
            'incomplete':[]}""";

    private ConsoleLoad() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = arguments.length > 0 ? Integer.parseInt(arguments[0]) : RUNS_DEFAULT;
        Place.printMachine();
        var figures = new Figures();
        HttpServer server = serve(new Console(ConsoleSettings.besideTheApi(Map.of(), List.of())));
        try (var tools = new DevTools()) {
            for (int run = 0; run < runs; run++) {
                figures.note(
                        "console usable", usableMs(tools, server.getAddress().getPort()), "ms");
            }
        } finally {
            server.stop(0);
        }
        figures.print();
        figures.against("console usable", USABLE_MAX_MS);
        System.out.println(
                "last run: " + (Files.exists(LAST) ? Files.readString(LAST).strip() + " ms" : "none"));
        Files.createDirectories(Path.of("target"));
        Files.writeString(LAST, String.valueOf(Math.round(figures.median("console usable"))));
    }

    private static double usableMs(DevTools tools, int port) throws InterruptedException {
        String context = tools.ask("", "Target.createBrowserContext", Map.of())
                .get("browserContextId")
                .asString();
        String target = tools.ask("", "Target.createTarget", Map.of("url", "about:blank", "browserContextId", context))
                .get("targetId")
                .asString();
        String page = tools.ask("", "Target.attachToTarget", Map.of("targetId", target, "flatten", true))
                .get("sessionId")
                .asString();
        tools.ask(page, "Page.enable", Map.of());
        tools.ask(page, "Network.enable", Map.of());
        Map<String, Object> line = Map.of(
                "offline",
                false,
                "latency",
                LATENCY_MS,
                "downloadThroughput",
                BYTES_PER_SECOND,
                "uploadThroughput",
                BYTES_PER_SECOND);
        tools.ask(page, "Network.emulateNetworkConditions", line);
        tools.ask(page, "Emulation.setCPUThrottlingRate", Map.of("rate", SLOWER));
        tools.ask(page, "Page.addScriptToEvaluateOnNewDocument", Map.of("source", WATCH));
        tools.ask(page, "Page.navigate", Map.of("url", "http://127.0.0.1:" + port + "/"));
        double found = usableAt(tools, page);
        tools.ask("", "Target.disposeBrowserContext", Map.of("browserContextId", context));
        return found;
    }

    @SuppressWarnings("ThreadSleep") // Looks now and then; the page itself notes the time.
    private static double usableAt(DevTools tools, String page) throws InterruptedException {
        for (int look = 0; look < LOOKS_MAX; look++) {
            var said = tools.ask(
                    page, "Runtime.evaluate", Map.of("expression", "window.usableAt || 0", "returnByValue", true));
            double at = said.get("result").path("value").asDouble();
            if (at > 0) {
                return at;
            }
            Thread.sleep(LOOK_EVERY_MS);
        }
        throw new IllegalStateException("the console showed nothing in " + LOOKS_MAX * LOOK_EVERY_MS + " ms");
    }

    private static HttpServer serve(Console console) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", exchange -> {
            try (exchange) {
                answer(exchange, console);
            }
        });
        server.start();
        return server;
    }

    private static void answer(HttpExchange exchange, Console console) throws IOException {
        String path = exchange.getRequestURI().getPath().substring(1);
        var asset = console.at(path);
        byte[] bytes = asset.isPresent() ? asset.get().gzip() : gzipped(json(path));
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        asset.ifPresent(found -> found.headers().forEach(exchange.getResponseHeaders()::set));
        exchange.getResponseHeaders().set("Content-Encoding", "gzip");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String json(String path) {
        String head = "{'asOf':'" + NOW + "','service':" + SERVICE;
        String json = switch (path) {
            case "v1/me" -> head + ",'who':'ana@example.com','roles':['operator'],'expiresAt':'2026-11-22T01:00:00Z'}";
            case "v1/stop" -> head + ",'stop':{'on':false,'by':null,'at':null,'reason':null,'unreadable':null}}";
            case "v1/applications" -> head + ",'faults':[],'applications':[" + lines() + "]}";
            default -> "{}";
        };
        return json.replace('\'', '"');
    }

    private static String lines() {
        StringBuilder lines = new StringBuilder();
        for (int application = 0; application < APPLICATIONS; application++) {
            lines.append(application == 0 ? "" : ",")
                    .append(LINE.replace("{number}", String.valueOf(application))
                            .replace("{now}", NOW));
        }
        return lines.toString();
    }

    private static byte[] gzipped(String text) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return compressed.toByteArray();
    }
}
