package dev.changeover.cli.command;

import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a deployment told: the outputs of the stacks of {@code infra/aws}, as {@code cdk deploy --outputs-file} writes
 * them, and the five endpoints, as {@code aws route53-recovery-control-config describe-cluster} does. What is missing
 * is gathered, and said at once.
 */
final class StackOutputs {
    private static final String GLOBAL = "Changeover-Global";
    private static final String DATABASE = "Changeover-Database-";
    private static final String SAMPLE = "Changeover-Sample-";

    /** What a twin tells besides: where its doors are. No stack of AWS has this name. */
    private static final String TWIN = "Twin";

    private final Map<String, JsonNode> stacks = new LinkedHashMap<>();
    private final List<JsonNode> endpoints = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();

    /** One endpoint of the ARC cluster. */
    record RoutingUrl(String region, String url) {}

    private StackOutputs() {}

    /** @throws Refusal if a file cannot be read or is of neither kind */
    static StackOutputs read(List<Path> files) {
        var outputs = new StackOutputs();
        files.forEach(outputs::add);
        return outputs;
    }

    /** Before there are any: all there will be, by stack. */
    static StackOutputs toCome(Map<String, Map<String, String>> toCome) {
        var outputs = new StackOutputs();
        toCome.forEach(
                (stack, told) -> outputs.stacks.put(stack, JsonMapper.shared().valueToTree(told)));
        outputs.endpoints.add(JsonMapper.shared().createObjectNode()); // told by the cluster, not by a stack
        return outputs;
    }

    private void add(Path file) {
        JsonNode json = tree(file);
        if (json.path("Cluster").path("ClusterEndpoints").isArray()) {
            json.path("Cluster").path("ClusterEndpoints").forEach(endpoints::add);
            return;
        }
        boolean stacksAlone = json.isObject()
                && json.properties().stream().allMatch(stack -> stack.getValue().isObject());
        if (!stacksAlone) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The file " + file + " holds neither stacks' outputs nor a cluster.",
                    "Name what 'cdk deploy --outputs-file' or 'describe-cluster' wrote.");
        }
        json.properties().forEach(stack -> stacks.put(stack.getKey(), stack.getValue()));
    }

    private static JsonNode tree(Path file) {
        try {
            return JsonMapper.shared().readTree(Files.readString(file));
        } catch (IOException gone) {
            throw new Refusal(ExitCode.USAGE, "The file " + file + " cannot be read.", "Check the path.");
        } catch (JacksonException malformed) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The file " + file + " is not JSON.",
                    "Name what 'cdk deploy --outputs-file' or 'describe-cluster' wrote.");
        }
    }

    /** What the stack that both Regions share told. */
    String global(String key) {
        return output(GLOBAL, key);
    }

    /** What the database's stack of a Region told. */
    String database(String region, String key) {
        return output(DATABASE + region, key);
    }

    /** What a twin told, if it was one. */
    Optional<String> twin(String key) {
        return maybe(TWIN, key);
    }

    /**
     * The metric that counts a Region's requests. The sample's stack tells its load balancer's; whoever adds one to the
     * database's stack tells it in the same way, as {@code Requests}.
     */
    Optional<String> requests(String region) {
        return twin("Requests-" + region)
                .or(() -> maybe(DATABASE + region, "Requests"))
                .or(() -> maybe(SAMPLE + region, "Requests"));
    }

    private Optional<String> maybe(String stack, String key) {
        return Optional.of(stacks.getOrDefault(stack, JsonMapper.shared().nullNode())
                        .path(key)
                        .asString(""))
                .filter(value -> !value.isBlank());
    }

    private String output(String stack, String key) {
        JsonNode value =
                stacks.getOrDefault(stack, JsonMapper.shared().nullNode()).path(key);
        if (value.isString() && !value.asString().isBlank()) {
            return value.asString();
        }
        missing.add(stack + "." + key);
        return "";
    }

    /** With a slash less at the end than AWS writes; in the order they were told. */
    List<RoutingUrl> routing() {
        if (endpoints.isEmpty()) {
            missing.add("the five endpoints (aws route53-recovery-control-config describe-cluster --region us-west-2 "
                    + "--cluster-arn ARN)");
        }
        return endpoints.stream()
                .map(endpoint -> new RoutingUrl(
                        endpoint.path("Region").asString(""),
                        endpoint.path("Endpoint").asString("").replaceFirst("/$", "")))
                .toList();
    }

    /** @throws Refusal that names all that was asked for and is not there */
    void requireAll() {
        if (!missing.isEmpty()) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "These are missing: " + String.join(", ", missing) + ".",
                    "Name all stacks' outputs. For an application that was there before write the plan by hand.");
        }
    }
}
