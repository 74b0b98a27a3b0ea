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
    private final Path classes;
    private final Path deployed;
    private final Path esbuild;

    private Bundle(Path module, Path classes, String esbuildArtifact) {
        sources = module.resolve("src/main/web");
        made = module.resolve("target/web");
        shortened = made.resolve("source");
        this.classes = classes.resolve("dev/changeover/console");
        deployed = module.resolve("target/bundle");
        esbuild = module.resolve("target/node_modules/" + esbuildArtifact + "/bin/esbuild");
    }

    /**
     * Makes the page and prints its size.
     *
     * @param arguments the module's folder, where its classes are, and the name of esbuild's artifact for this machine
     */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Size size = new Bundle(Path.of(arguments[0]), Path.of(arguments[1]), arguments[2]).make();
        System.out.println("console: " + size.inWords());
        size.check();
    }

    private Size make() throws IOException, InterruptedException {
        if (!esbuild.toFile().setExecutable(true)) {
            throw new IOException("cannot make executable: " + esbuild);
        }
        Files.createDirectories(made);
        Keys.shorten(sources, shortened);
        run("early.ts", "early.js", List.of("--format=iife"));
        run("main.tsx", "console.js", List.of("--bundle", "--format=iife", "--mangle-props=^_"));
        run("style.css", "console.css", List.of());
        String page = Page.of(
                Files.readString(sources.resolve("index.html")),
                Files.readString(made.resolve("early.js")).strip(),
                Files.readString(made.resolve("console.js")).strip(),
                Files.readString(made.resolve("console.css")).strip());
        run("sw.ts", "sw.js", List.of("--format=iife", "--define:SHELL=\"" + Page.shortDigest(page) + "\""));
        byte[] worker = Files.readAllBytes(made.resolve("sw.js"));
        for (Path folder : List.of(classes, deployed)) {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("index.html"), page);
            Files.write(folder.resolve("sw.js"), worker);
        }
        return Size.of(classes.resolve("index.html"));
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
