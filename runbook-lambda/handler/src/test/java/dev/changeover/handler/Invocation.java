package dev.changeover.handler;

import com.amazonaws.services.lambda.runtime.ClientContext;
import com.amazonaws.services.lambda.runtime.CognitoIdentity;
import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.LambdaLogger;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/** What Lambda tells a function of the present invocation. */
record Invocation(String getFunctionName, Supplier<Instant> clock, Instant end) implements Context {
    static Invocation of(String function, Supplier<Instant> clock, Duration timeout) {
        return new Invocation(function, clock, clock.get().plus(timeout));
    }

    @Override
    public int getRemainingTimeInMillis() {
        return (int) Duration.between(clock.get(), end).toMillis();
    }

    @Override
    public String getAwsRequestId() {
        return "7b0c3a2e-1111-4222-8333-444455556666";
    }

    @Override
    public String getLogGroupName() {
        return "/aws/lambda/" + getFunctionName;
    }

    @Override
    public String getLogStreamName() {
        return "1";
    }

    @Override
    public String getFunctionVersion() {
        return "$LATEST";
    }

    @Override
    public String getInvokedFunctionArn() {
        return "arn:aws:lambda:us-west-2:000000000000:function:" + getFunctionName;
    }

    @Override
    public CognitoIdentity getIdentity() {
        return null;
    }

    @Override
    public ClientContext getClientContext() {
        return null;
    }

    @Override
    public int getMemoryLimitInMB() {
        return 1024;
    }

    @Override
    public LambdaLogger getLogger() {
        throw new UnsupportedOperationException("our lines go to standard output");
    }
}
