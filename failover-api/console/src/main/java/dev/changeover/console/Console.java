package dev.changeover.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.GZIPOutputStream;

/** Hands out the console: two files, with the headers a browser needs to trust nothing else. */
public final class Console {
    private static final Pattern POLICY =
            Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]+)\"");
    private static final Pattern CONNECT = Pattern.compile("connect-src [^;]+;");

    private final Map<String, Asset> assets;

    /**
     * One file as it goes out.
     *
     * @param bytes as they are
     * @param gzip the same, for whoever accepts it; the page needs it on a slow line
     */
    @SuppressWarnings("ArrayRecordComponent") // Bytes on their way to a socket; nobody compares them.
    public record Asset(byte[] bytes, byte[] gzip, Map<String, String> headers) {}

    /** Makes ready what is served under these settings. */
    public Console(ConsoleSettings settings) {
        String page = configured(text("index.html"), settings);
        assets = Map.of(
                "index.html", asset(page, "text/html; charset=utf-8", header(page, settings)),
                "sw.js",
                        asset(
                                text("sw.js"),
                                "text/javascript; charset=utf-8",
                                "default-src 'none'; connect-src 'self'"));
    }

    /** The file at a path below the console's own, such as `` or `sw.js`; empty if there is none. */
    public Optional<Asset> at(String path) {
        return Optional.ofNullable(assets.get(path.isEmpty() ? "index.html" : path));
    }

    /** Writes the files into a folder, such as one that goes to a bucket. */
    public void writeTo(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (var entry : assets.entrySet()) {
            Files.write(folder.resolve(entry.getKey()), entry.getValue().bytes());
        }
    }

    private static String configured(String page, ConsoleSettings settings) {
        String elsewhere = settings.elsewhere().entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" "));
        return page.replace(
                        meta("api", ""),
                        meta("api", settings.api().map(URI::toString).orElse("")))
                .replace(meta("elsewhere", ""), meta("elsewhere", elsewhere));
    }

    private static String meta(String name, String content) {
        String escaped = content.replace("&", "&amp;").replace("\"", "&quot;").replace("<", "&lt;");
        return "<meta name=\"changeover-" + name + "\" content=\"" + escaped + "\">";
    }

    /** The page's own policy, narrowed to the origins it has to speak to, and never inside another page's frame. */
    private static String header(String page, ConsoleSettings settings) {
        Matcher policy = POLICY.matcher(page);
        if (!policy.find()) {
            throw new IllegalStateException("the console was built without a policy");
        }
        String origins = settings.origins().stream().map(origin -> " " + origin).collect(Collectors.joining());
        return CONNECT.matcher(policy.group(1))
                        .replaceFirst(Matcher.quoteReplacement("connect-src 'self'" + origins + ";"))
                + "; frame-ancestors 'none'";
    }

    private static Asset asset(String text, String type, String policy) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", type);
        headers.put("Content-Security-Policy", policy);
        headers.put("Cache-Control", "no-cache");
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        byte[] bytes = text.getBytes(UTF_8);
        return new Asset(bytes, gzipped(bytes), Map.copyOf(headers));
    }

    private static byte[] gzipped(byte[] bytes) {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return compressed.toByteArray();
    }

    private static String text(String name) {
        try (InputStream file = Objects.requireNonNull(Console.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** The names of the files there are. */
    public List<String> names() {
        return assets.keySet().stream().sorted().toList();
    }
}
