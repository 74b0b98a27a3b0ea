package dev.changeover.console.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * How big the page is on the wire.
 *
 * @param gzip bytes after gzip, level 9
 * @param brotli bytes after brotli, where Node is there to measure it: the JDK cannot
 */
record Size(int plain, int gzip, OptionalInt brotli) {
    // The budget of the requirement: 0.6 s on a line of 400 kbit/s.
    static final int BROTLI_MAX = 30_000;
    // Without Node only this can be said: brotli has been 0.884 of gzip here, so more than this would break the budget.
    static final int GZIP_MAX = 33_930;

    static Size of(Path page) throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(page);
        return new Size(bytes.length, gzipped(bytes), brotli(page));
    }

    void check() {
        if (gzip > GZIP_MAX || brotli.orElse(0) > BROTLI_MAX) {
            throw new IllegalStateException("the console is too big: " + inWords());
        }
    }

    String inWords() {
        String measured = brotli.isPresent()
                ? brotli.getAsInt() + " bytes brotli (at most " + BROTLI_MAX + ")"
                : "brotli NOT MEASURED for want of node; gzip may be " + GZIP_MAX;
        return measured + ", " + gzip + " gzip, " + plain + " plain";
    }

    private static int gzipped(byte[] bytes) throws IOException {
        var compressed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(compressed) {
            {
                def.setLevel(Deflater.BEST_COMPRESSION);
            }
        }) {
            gzip.write(bytes);
        }
        return compressed.size();
    }

    private static OptionalInt brotli(Path page) throws InterruptedException {
        String program = "const {readFileSync} = require('fs'); const zlib = require('zlib');"
                + "console.log(zlib.brotliCompressSync(readFileSync(process.argv[1])).length)";
        try {
            Process node = new ProcessBuilder("node", "-e", program, page.toString())
                    .redirectErrorStream(true)
                    .start();
            String said = new String(node.getInputStream().readAllBytes(), UTF_8).strip();
            return node.waitFor() == 0 ? OptionalInt.of(Integer.parseInt(said)) : OptionalInt.empty();
        } catch (IOException noNode) {
            return OptionalInt.empty();
        }
    }
}
