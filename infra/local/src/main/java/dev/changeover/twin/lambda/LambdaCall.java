package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RestJson;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One call of Lambda with the values of its path. */
record LambdaCall(AwsRequest request, Map<String, String> path) {
    /** Entries of a page, at most and unless asked otherwise. Source: ListFunctions, Lambda API reference. */
    private static final int PAGE_MAX = 50;

    Region region() {
        return request.region();
    }

    String name() {
        return path.get("FunctionName");
    }

    Optional<String> qualifier() {
        return query("Qualifier");
    }

    Optional<String> query(String name) {
        return Optional.ofNullable(request.query().get(name));
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(request.headers().get(name));
    }

    Fields input() {
        return RestJson.input(request);
    }

    /** One page of a list under {@code name}, with a marker for the next. */
    <T> AwsReply page(String name, List<T> all, Function<T, Map<String, Object>> render) {
        Page<T> page = Page.of(all, size(), query("Marker"), LambdaErrors.invalid("The Marker is not valid."));
        return RestJson.reply(
                200,
                Output.of(name, page.items().stream().map(render).toList())
                        .maybe("NextMarker", page.next())
                        .map());
    }

    private int size() {
        try {
            int asked = query("MaxItems").map(Integer::parseInt).orElse(PAGE_MAX);
            if (asked < 1) {
                throw LambdaErrors.invalid("MaxItems must be at least 1, not " + asked);
            }
            return Math.min(asked, PAGE_MAX);
        } catch (NumberFormatException notANumber) {
            throw LambdaErrors.invalid("MaxItems must be a number.");
        }
    }

    /** Refuses what the twin does not model, rather than to leave it undone in silence. */
    static void requireModelled(Fields input, List<String> unsupported) {
        unsupported.stream().filter(name -> asked(input, name)).findFirst().ifPresent(name -> {
            throw LambdaErrors.invalid("The twin does not model " + name + " of a function.");
        });
    }

    /** SDKs and templates send empty structures and lists for what is not wanted. */
    private static boolean asked(Fields input, String name) {
        return switch (input.values().get(name)) {
            case null -> false;
            case Map<?, ?> members -> members.values().stream().anyMatch(member -> !empty(member));
            case Object value -> !empty(value);
        };
    }

    private static boolean empty(Object value) {
        return switch (value) {
            case null -> true;
            case List<?> list -> list.isEmpty();
            case Map<?, ?> map -> map.isEmpty();
            case String text -> text.isEmpty();
            case Boolean flag -> !flag;
            case Object _ -> false;
        };
    }

    /** The call's answer without a body. */
    static AwsReply done() {
        return RestJson.reply(204, Map.of(), "");
    }
}
