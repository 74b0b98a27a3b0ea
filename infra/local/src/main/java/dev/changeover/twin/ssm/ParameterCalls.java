package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.ssm.ParameterStore.Parameter;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** The calls of Parameter Store. */
final class ParameterCalls {
    /** GetParametersByPath API reference, read 2026; GetParameters takes as many names. */
    private static final int PAGE_MAX = 10;

    private final ParameterStore store;

    ParameterCalls(ParameterStore store) {
        this.store = store;
    }

    Map<String, RpcService.Operation> operations() {
        return Map.of(
                "PutParameter", this::put,
                "GetParameter", this::value,
                "GetParameters", this::values,
                "GetParametersByPath", this::below,
                "DeleteParameter", this::delete,
                "DeleteParameters", this::deleteAll);
    }

    private Map<String, ?> put(Region region, Fields input) {
        SsmInput.refuse(input, "PutParameter", "Policies");
        Parameter put = store.put(
                region,
                new ParameterStore.Put(
                        input.text("Name"),
                        input.text("Value"),
                        SsmInput.word(input, "Type", ParameterStore.Type.class),
                        input.flag("Overwrite"),
                        input.maybeText("Tier").filter("Advanced"::equals).isPresent(),
                        input.maybeText("AllowedPattern")));
        return Output.of("Version", put.version())
                .with("Tier", put.advanced() ? "Advanced" : "Standard")
                .map();
    }

    private Map<String, ?> value(Region region, Fields input) {
        Parameter found = store.value(region, input.text("Name"));
        return Output.of("Parameter", shape(found, input)).map();
    }

    private Map<String, ?> values(Region region, Fields input) {
        List<Map<String, Object>> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names(input)) {
            try {
                found.add(shape(store.value(region, name), input));
            } catch (AwsError _) {
                missing.add(name);
            }
        }
        return Output.of("Parameters", found).with("InvalidParameters", missing).map();
    }

    private static List<String> names(Fields input) {
        List<String> names = input.texts("Names");
        if (names.isEmpty() || names.size() > PAGE_MAX) {
            throw SsmFaults.validation("Names must have 1 to " + PAGE_MAX + " members.");
        }
        return names;
    }

    private Map<String, ?> below(Region region, Fields input) {
        SsmInput.refuse(input, "GetParametersByPath", "ParameterFilters");
        List<Parameter> all = store.below(region, input.text("Path"), input.flag("Recursive"));
        Page<Parameter> page = SsmInput.page(all, input, PAGE_MAX);
        return Output.of(
                        "Parameters",
                        page.items().stream()
                                .map(parameter -> shape(parameter, input))
                                .toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, ?> delete(Region region, Fields input) {
        store.delete(region, input.text("Name"));
        return Output.empty();
    }

    private Map<String, ?> deleteAll(Region region, Fields input) {
        List<String> gone = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names(input)) {
            try {
                store.delete(region, name);
                gone.add(name);
            } catch (AwsError _) {
                missing.add(name);
            }
        }
        return Output.of("DeletedParameters", gone)
                .with("InvalidParameters", missing)
                .map();
    }

    private static Map<String, Object> shape(Parameter parameter, Fields input) {
        return Output.of("Name", parameter.name())
                .with("Type", parameter.type())
                .with("Value", shown(parameter, input.flag("WithDecryption")))
                .with("Version", parameter.version())
                .with("LastModifiedDate", parameter.changed())
                .with("ARN", parameter.arn())
                .with("DataType", "text")
                .map();
    }

    /** A secure parameter that is not decrypted comes as something that is plainly not the value. */
    private static String shown(Parameter parameter, boolean decrypted) {
        if (parameter.type() != ParameterStore.Type.SecureString || decrypted) {
            return parameter.value();
        }
        byte[] name = ("encrypted/" + parameter.name() + "/" + parameter.version()).getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder().encodeToString(name);
    }
}
