package dev.changeover.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The documents this build brings. Both Regions get the same ones. */
public final class Documents {
    public static final String FAILOVER = "Changeover-Failover";
    public static final String FAILBACK = "Changeover-Failback";
    public static final String DRILL = "Changeover-Drill";

    private Documents() {}

    public static List<Document> all() {
        return List.of(failover(), failback(), drill());
    }

    public static Document failover() {
        return read(FAILOVER, "changeover-failover.yaml");
    }

    public static Document failback() {
        return read(FAILBACK, "changeover-failback.yaml");
    }

    public static Document drill() {
        return read(DRILL, "changeover-drill.yaml");
    }

    private static Document read(String name, String file) {
        try (InputStream in = Documents.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("this build lacks " + file);
            }
            return new Document(name, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException broken) {
            throw new UncheckedIOException("could not read " + file, broken);
        }
    }
}
