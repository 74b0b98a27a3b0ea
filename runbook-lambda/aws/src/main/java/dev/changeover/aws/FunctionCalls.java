package dev.changeover.aws;

import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvocationType;

/** Sends events to functions, which take them when they can. */
public final class FunctionCalls {
    private final AwsAccount account;

    public FunctionCalls(AwsAccount account) {
        this.account = account;
    }

    /**
     * Asks once. Accepted means that Lambda will run it, maybe more than once, not that it has run.
     *
     * @param event a JSON object
     */
    public Answer send(Region region, String function, String event) {
        return account.caller()
                .ask(
                        "Lambda in " + region,
                        () -> account.clients()
                                .functions(region)
                                .invoke(request -> request.functionName(function)
                                        .invocationType(InvocationType.EVENT)
                                        .payload(SdkBytes.fromUtf8String(event))))
                .answer();
    }
}
