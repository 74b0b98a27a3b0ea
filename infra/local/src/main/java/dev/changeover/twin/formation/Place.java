package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.RpcService;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Where a resource is being made: its stack, its logical id, and what the world stands on. */
record Place(Stack stack, Resource resource, Path folder, Ground ground) {
    Region region() {
        return stack.region();
    }

    TwinAccount account() {
        return ground.account();
    }

    /** The name of what was given none; CloudFormation adds chance to it, the twin does not. */
    String generated() {
        return stack.name() + "-" + resource.id();
    }

    /** One call of a service, as CloudFormation makes them. */
    Map<String, Object> call(RpcService service, String action, Map<String, Object> members) {
        return service.call(region(), action, members);
    }

    /** One call of Systems Manager. */
    Map<String, Object> systemsManager(String action, Map<String, Object> members) {
        AwsReply reply = ground.systemsManager()
                .answer(new AwsRequest(
                        region(),
                        "ssm",
                        "POST",
                        "/",
                        Map.of(),
                        Map.of(
                                "x-amz-target",
                                "AmazonSSM." + action,
                                "content-type",
                                "application/x-amz-json-1.1",
                                "authorization",
                                "AWS4-HMAC-SHA256 Credential=twin/20260101/" + region() + "/ssm/aws4_request"),
                        JsonMapper.shared().writeValueAsBytes(members)));
        String text = new String(reply.body(), StandardCharsets.UTF_8);
        if (reply.status() >= 300) {
            throw new AwsError("ssm:" + action, reply.status(), text);
        }
        return Trees.map(JsonMapper.shared().readValue(text, Object.class));
    }

    /** Those of the members that are there. */
    static Map<String, Object> some(Map<String, Object> properties, Iterable<String> names) {
        Map<String, Object> some = new LinkedHashMap<>();
        names.forEach(name -> {
            if (properties.get(name) != null) {
                some.put(name, properties.get(name));
            }
        });
        return some;
    }
}
