package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A service whose calls are an action and a tree of members, in whichever of {@code protocols} the caller speaks; the
 * first is taken when it cannot be told.
 */
public record RpcService(String signingName, List<Protocol> protocols, Map<String, Operation> operations)
        implements Service {
    /** Answers one action in one Region. */
    public interface Operation {
        Map<String, ?> answer(Region region, Fields input);
    }

    public RpcService {
        protocols = List.copyOf(protocols);
        operations = Map.copyOf(operations);
    }

    @Override
    public String action(AwsRequest request) {
        return protocol(request).action(request);
    }

    @Override
    public Fields members(AwsRequest request) {
        return protocol(request).input(request);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        Protocol protocol = protocol(request);
        String action = protocol.action(request);
        Operation operation = operations.get(action);
        if (operation == null) {
            throw protocol.unknown(signingName, action);
        }
        return protocol.reply(action, operation.answer(request.region(), protocol.input(request)));
    }

    /** The call without a wire: {@code members} and the answer's are plain trees, in boto3's spelling. */
    public Map<String, Object> call(Region region, String action, Map<String, Object> members) {
        Operation operation = operations.get(action);
        if (operation == null) {
            throw protocols.getFirst().unknown(signingName, action);
        }
        var answer = new LinkedHashMap<String, Object>();
        operation.answer(region, Fields.json(members)).forEach((name, value) -> answer.put(name, plain(value)));
        return answer;
    }

    private static Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> members -> {
                var all = new LinkedHashMap<String, Object>();
                members.forEach((name, member) -> all.put(name.toString(), plain(member)));
                yield all;
            }
            case Items items -> plain(items.values());
            case List<?> items -> items.stream().map(RpcService::plain).toList();
            case Boolean flag -> flag;
            case Number number -> number;
            case Object other -> other.toString();
        };
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return protocol(request).refusal(error);
    }

    private Protocol protocol(AwsRequest request) {
        return protocols.stream()
                .filter(protocol -> protocol.speaks(request))
                .findFirst()
                .orElse(protocols.getFirst());
    }
}
