package dev.changeover.infra;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.instruction.InvokeInstruction;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The calls to AWS that are in the adapters' classes, by the actions that IAM knows them under. */
final class SdkCalls {
    private static final Pattern CLIENT =
            Pattern.compile("software/amazon/awssdk/services/([a-z0-9]+)/[A-Za-z0-9]+Client");

    private static final String PAGED = "Paginator";

    /** What each package of the SDK is called in IAM. */
    private static final Map<String, String> SERVICES = Map.ofEntries(
            Map.entry("dynamodb", "dynamodb"),
            Map.entry("rds", "rds"),
            Map.entry("secretsmanager", "secretsmanager"),
            Map.entry("route53recoverycluster", "route53-recovery-cluster"),
            Map.entry("route53recoverycontrolconfig", "route53-recovery-control-config"),
            Map.entry("cloudwatch", "cloudwatch"),
            Map.entry("ssm", "ssm"),
            Map.entry("lambda", "lambda"),
            Map.entry("sns", "sns"),
            Map.entry("eventbridge", "events"),
            Map.entry("sts", "sts"));

    /** Calls whose action has another name. */
    private static final Map<String, String> NAMED = Map.of("lambda:Invoke", "lambda:InvokeFunction");

    /** What every client has and AWS does not. */
    private static final Set<String> LOCAL = Set.of("builder", "close", "create", "serviceMetadata", "serviceName");

    private SdkCalls() {}

    static Set<String> ofTheAdapters() {
        Set<String> calls = new TreeSet<>();
        calls.addAll(of(dev.changeover.aws.AwsWorld.class));
        calls.addAll(of(dev.changeover.journal.dynamodb.DynamoJournal.class));
        return calls;
    }

    static Set<String> ofTheShop() {
        return of(dev.changeover.shop.Shop.class);
    }

    /** Of everything that lies where that class was loaded from, a folder or a jar. */
    private static Set<String> of(Class<?> one) {
        try {
            URI place = one.getProtectionDomain().getCodeSource().getLocation().toURI();
            Path path = Path.of(place);
            if (Files.isDirectory(path)) {
                return in(path);
            }
            try (FileSystem jar = FileSystems.newFileSystem(path)) {
                return in(jar.getPath("/"));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Set<String> in(Path root) throws IOException {
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                calls(ClassFile.of().parse(Files.readAllBytes(file))).forEach(calls::add);
            }
        }
        return calls;
    }

    private static Stream<String> calls(ClassModel model) {
        return model.methods().stream()
                .flatMap(method -> method.code().stream())
                .flatMap(code -> code.elementStream())
                .flatMap(element -> call(element).stream());
    }

    private static Optional<String> call(CodeElement element) {
        if (!(element instanceof InvokeInstruction invoke)) {
            return Optional.empty();
        }
        Matcher owner = CLIENT.matcher(invoke.owner().asInternalName());
        String method = invoke.name().stringValue();
        return owner.matches() && !LOCAL.contains(method)
                ? Optional.of(action(owner.group(1), method))
                : Optional.empty();
    }

    private static String action(String service, String method) {
        String call = method.endsWith(PAGED) ? method.substring(0, method.length() - PAGED.length()) : method;
        String prefix = SERVICES.get(service);
        if (prefix == null) {
            throw new AssertionError("a call to " + service + ", which nobody has looked up in IAM");
        }
        String action = prefix + ":" + Character.toUpperCase(call.charAt(0)) + call.substring(1);
        return NAMED.getOrDefault(action, action);
    }
}
