package dev.changeover.twin.ssm;

import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.RpcService;
import dev.changeover.twin.wire.Service;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Systems Manager on the wire (awsJson 1.1).
 *
 * <p>The access key id of a request stands for a user of that name, so that approvals can be told apart.
 */
public final class SystemsManagerService implements Service {
    private static final Pattern KEY_ID = Pattern.compile("Credential=([^/,\\s]+)/");

    private final AutomationCalls automation;
    private final Map<String, RpcService.Operation> others;

    private SystemsManagerService(SystemsManager model) {
        this.automation = new AutomationCalls(model.automation());
        this.others = new HashMap<>(new DocumentCalls(model.documents()).operations());
        this.others.putAll(new ParameterCalls(model.parameters()).operations());
    }

    /** Its calls as Automation itself makes them. */
    public static RpcService inner(SystemsManager model) {
        return new SystemsManagerService(model).calls(Signal.NOBODY);
    }

    public static Service over(SystemsManager model) {
        return new SystemsManagerService(model);
    }

    @Override
    public String signingName() {
        return "ssm";
    }

    @Override
    public String action(AwsRequest request) {
        return calls(request).action(request);
    }

    @Override
    public Fields members(AwsRequest request) {
        return calls(request).members(request);
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        return calls(request).answer(request);
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return calls(request).refuse(request, error);
    }

    private RpcService calls(AwsRequest request) {
        return calls(caller(request));
    }

    private RpcService calls(String caller) {
        var operations = new HashMap<>(others);
        operations.putAll(automation.operations(caller));
        return new RpcService(signingName(), List.of(new JsonProtocol("1.1")), operations);
    }

    private static String caller(AwsRequest request) {
        Matcher keyId = KEY_ID.matcher(request.headers().getOrDefault("authorization", ""));
        return keyId.find() ? Account.arn("iam", "user/" + keyId.group(1)) : Signal.NOBODY;
    }
}
