package dev.changeover.twin.child;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How this process starts others: the same Java, the same jars, and the same start-up cache if it has one. */
public final class SameJava {
    /** The property by which the launcher tells where the cache is that it started this process with. */
    public static final String CACHE = "changeover.cache";

    /** A cache is taken only where these are the same as where it was made (docs/decisions/0260). */
    private static final List<String> ALIKE =
            List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

    private SameJava() {}

    /** The command that runs {@code main}; its arguments follow. */
    public static List<String> command(Class<?> main, List<String> options) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ALIKE);
        Optional.ofNullable(System.getProperty(CACHE)).ifPresent(cache -> command.addAll(cached(cache)));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        return List.copyOf(command);
    }

    /** Where it does not fit, Java goes on without it, and says so to nobody. */
    private static List<String> cached(String cache) {
        return List.of("-XX:AOTCache=" + cache, "-Xlog:aot=off", "-Xlog:cds=off", "-D" + CACHE + "=" + cache);
    }
}
