package dev.changeover.twin.lambda.process;

import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.lambda.FunctionSpec;
import dev.changeover.twin.lambda.FunctionVersion;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** AWS's Java runtime as it stands beside a function: its stock client, and the environment it sets. */
final class JavaRuntime {
    static final String MAIN = "com.amazonaws.services.lambda.runtime.api.client.AWSLambda";

    /** Where the client looks for its native part, instead of writing it over another process's in /tmp. */
    private static final String NATIVE_PROPERTY =
            "com.amazonaws.services.lambda.runtime.api.client.runtimeapi.NativeClient.JNI";

    /** One class of each jar the client needs. */
    private static final List<String> CLASSES = List.of(
            MAIN,
            "com.amazonaws.services.lambda.runtime.RequestHandler",
            "com.amazonaws.services.lambda.runtime.serialization.PojoSerializer",
            "software.amazon.awssdk.utilslite.SdkInternalThreadLocal",
            "software.amazon.awssdk.annotations.SdkInternalApi");

    /**
     * Java's share of a function's memory, in percent. Source: "Customize Java runtime startup behavior", Lambda
     * developer guide, read 2026-11-22.
     */
    private static final int HEAP_PERCENT = 85;

    /**
     * Java begins with this part of the memory it finds ("Ergonomics", HotSpot tuning guide of Java 25, read
     * 2026-11-22), and never with less than 8 MB. In Lambda it finds the function's; here it would find the machine's,
     * and a function would fill some hundred MB before it first clears up.
     */
    private static final int HEAP_FIRST_PART = 64;

    private static final int HEAP_FIRST_LEAST_MB = 8;

    private final Path folder;
    private final URI endpoint;
    private final List<String> jars;
    private final Path library;

    private JavaRuntime(Path folder, URI endpoint, List<String> jars, Path library) {
        this.folder = folder;
        this.endpoint = endpoint;
        this.jars = jars;
        this.library = library;
    }

    /** Lays it out in {@code folder}; {@code endpoint} is where functions find the AWS APIs. */
    static JavaRuntime in(Path folder, URI endpoint) throws IOException {
        List<String> jars = new ArrayList<>();
        for (String name : CLASSES) {
            String jar = jarOf(name).toString();
            if (!jars.contains(jar)) {
                jars.add(jar);
            }
        }
        return new JavaRuntime(folder, endpoint, List.copyOf(jars), library(folder));
    }

    /** What starts the function; {@code temporary} is its /tmp. */
    List<String> command(FunctionVersion function, CodeStore.Unpacked code, Path temporary) {
        FunctionSpec spec = function.spec();
        return Stream.of(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-Xms"
                                        + Math.max(
                                                HEAP_FIRST_LEAST_MB,
                                                spec.terms().memoryMb() / HEAP_FIRST_PART) + "m",
                                "-Xmx" + spec.terms().memoryMb() * HEAP_PERCENT / 100 + "m",
                                "-Djava.io.tmpdir=" + temporary,
                                "-D" + NATIVE_PROPERTY + "=" + library),
                        entryPoint(spec.code(), code),
                        List.of(spec.handler()))
                .flatMap(List::stream)
                .toList();
    }

    /** An image brings its own, after the word for Java; an archive is started as AWS's managed runtime does. */
    private List<String> entryPoint(Code code, CodeStore.Unpacked unpacked) {
        if (code instanceof Code.Image image) {
            return image.entryPoint().subList(1, image.entryPoint().size());
        }
        String classPath = String.join(
                File.pathSeparator,
                Stream.concat(jars.stream(), unpacked.classPath().stream()).toList());
        return List.of(
                "-XX:TieredStopAtLevel=1", // as AWS starts Java
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                MAIN);
    }

    /** The variables Lambda sets, and the function's own. The twin verifies no key, and knows callers by theirs. */
    Map<String, String> environment(FunctionVersion function, CodeStore.Unpacked code, int port, String stream) {
        FunctionSpec spec = function.spec();
        String region = function.region().code();
        var all = new LinkedHashMap<String, String>();
        all.put("AWS_ENDPOINT_URL", endpoint.toString());
        all.put("AWS_EC2_METADATA_DISABLED", "true");
        all.put("PATH", Optional.ofNullable(System.getenv("PATH")).orElse("/usr/bin:/bin"));
        all.put("LANG", "en_US.UTF-8");
        all.put("TZ", ":UTC");
        all.putAll(spec.environment());
        all.put("_HANDLER", spec.handler());
        all.put("AWS_ACCESS_KEY_ID", spec.terms().roleName());
        all.put("AWS_SECRET_ACCESS_KEY", "twin");
        all.put("AWS_SESSION_TOKEN", "twin");
        all.put("AWS_REGION", region);
        all.put("AWS_DEFAULT_REGION", region);
        all.put("AWS_EXECUTION_ENV", "AWS_Lambda_" + spec.terms().runtime());
        all.put("AWS_LAMBDA_FUNCTION_NAME", function.name());
        all.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", Integer.toString(spec.terms().memoryMb()));
        all.put("AWS_LAMBDA_FUNCTION_VERSION", function.version());
        all.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        all.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + function.name());
        all.put("AWS_LAMBDA_LOG_STREAM_NAME", stream);
        all.put("AWS_LAMBDA_RUNTIME_API", "127.0.0.1:" + port);
        all.put("LAMBDA_TASK_ROOT", code.taskRoot().toString());
        all.put("LAMBDA_RUNTIME_DIR", folder.toString());
        return all;
    }

    private static Path jarOf(String name) throws IOException {
        URL found = JavaRuntime.class.getResource("/" + name.replace('.', '/') + ".class");
        if (found == null || !(found.openConnection() instanceof JarURLConnection jar)) {
            throw new FunctionTrouble("The class path of the twin has no jar with " + name + ".");
        }
        try {
            return Path.of(jar.getJarFileURL().toURI());
        } catch (URISyntaxException odd) {
            throw new FunctionTrouble("The jar with " + name + " is at no place a path can name.", odd);
        }
    }

    private static Path library(Path folder) throws IOException {
        String name = "libaws-lambda-jni." + platform() + ".so";
        try (InputStream in = JavaRuntime.class.getResourceAsStream("/jni/" + name)) {
            if (in == null) {
                throw new FunctionTrouble("AWS's runtime client for Java has no native part for "
                        + System.getProperty("os.name") + " " + System.getProperty("os.arch")
                        + "; functions run on Linux, x86-64 or arm64.");
            }
            Path library = Files.createDirectories(folder).resolve(name);
            Files.copy(in, library);
            return library;
        }
    }

    private static String platform() throws IOException {
        String processor = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return system + (runsOnMusl() ? "_musl-" : "-") + processor;
    }

    private static boolean runsOnMusl() throws IOException {
        Path libraries = Path.of("/lib");
        if (!Files.isDirectory(libraries)) {
            return false;
        }
        try (var loaders = Files.newDirectoryStream(libraries, "ld-musl-*")) {
            return loaders.iterator().hasNext();
        }
    }
}
