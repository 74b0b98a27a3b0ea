package dev.changeover.twin.lambda;

import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Who else may invoke a function. It is kept and shown; the twin refuses nobody. */
public record Permission(
        String statementId,
        String action,
        String principal,
        Optional<String> sourceArn,
        Optional<String> sourceAccount) {
    /** As it stands in the function's policy. */
    ObjectNode statement(String resource) {
        ObjectNode statement =
                JsonMapper.shared().createObjectNode().put("Sid", statementId).put("Effect", "Allow");
        boolean service = principal.contains(".");
        if (principal.equals("*")) {
            statement.put("Principal", "*");
        } else {
            statement.putObject("Principal").put(service ? "Service" : "AWS", principal);
        }
        statement.put("Action", action).put("Resource", resource);
        if (sourceArn.isPresent() || sourceAccount.isPresent()) {
            ObjectNode condition = statement.putObject("Condition");
            sourceAccount.ifPresent(
                    account -> condition.putObject("StringEquals").put("AWS:SourceAccount", account));
            sourceArn.ifPresent(arn -> condition.putObject("ArnLike").put("AWS:SourceArn", arn));
        }
        return statement;
    }
}
