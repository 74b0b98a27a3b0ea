package dev.changeover.console.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Bundles the sources with esbuild and puts script, style and policy into the one page. */
public final class Bundle {
    private final Path sources;
    private final Path shortened;
    private final Path made;
    private final Path esbuild;

    /**
     * Prepares to bundle.
     *
     * @param sources what people wrote
     * @param made where the pieces are made; the library is found in a folder {@code node_modules} above it
     * @param esbuild the program
     */
    Bundle(Path sources, Path made, Path esbuild) {
        this.sources = sources;
        this.shortened = made.resolve("source");
        this.made = made;
        this.esbuild = esbuild;
    }

    /**
     * Makes the page and prints its size.
     *
     * @param arguments the module's folder, where its classes are, and the name of esbuild's artifact for this machine
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path module = Path.of(arguments[0]);
        Path classes = Path.of(arguments[1]).resolve("dev/changeover/console");
        Path esbuild = module.resolve("target/node_modules/" + arguments[2] + "/bin/esbuild");
        if (!esbuild.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + esbuild);
        }
        Assets assets = new Bundle(module.resolve("src/main/web"), module.resolve("target/web"), esbuild).make();
        for (Path folder : List.of(classes, module.resolve("target/bundle"))) {
            assets.writeTo(folder);
        }
        Size size = Size.of(classes.resolve("index.html"));
        System.out.println("console: " + size.inWords());
        size.check();
    }

    Assets make() throws IOException, InterruptedException {
        Files.createDirectories(made);
        Keys.shorten(sources, shortened);
        run("early.ts", "early.js", List.of("--format=iife"));
        run("main.tsx", "console.js", List.of("--bundle", "--format=iife"));
        run("style.css", "console.css", List.of());
        String page = Page.of(
                Files.readString(sources.resolve("index.html")),
                Files.readString(made.resolve("early.js")).strip(),
                Files.readString(made.resolve("console.js")).strip(),
                Files.readString(made.resolve("console.css")).strip());
        run("sw.ts", "sw.js", List.of("--format=iife", "--define:SHELL=\"" + Page.shortDigest(page) + "\""));
        return new Assets(page, Files.readString(made.resolve("sw.js")));
    }

    /** The two files that a browser is given. */
    record Assets(String page, String worker) {
        void writeTo(Path folder) throws IOException {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.html"), page);
            Files.writeString(folder.resolve("sw.js"), worker);
        }
    }

    private void run(String source, String result, List<String> options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                esbuild.toString(),
                shortened.resolve(source).toString(),
                "--minify",
                "--target=chrome123,firefox128,safari17.5",
                "--charset=utf8",
                "--legal-comments=none",
                "--log-level=warning",
                "--outfile=" + made.resolve(result)));
        command.addAll(options);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0 || !said.isBlank()) {
            throw new IOException("esbuild does not take " + source + ":\n" + said);
        }
    }
}
