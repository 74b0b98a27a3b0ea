package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Random;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * Goes through the motions of every look once, while its caller is still reading the plan or the operator's answer. The
 * SDK's first call of a service costs a second of loading classes, its second a few milliseconds. Nothing leaves the
 * machine: whatever is asked is answered on the spot, with nothing in it. One look after the other, so that one core
 * stays free.
 */
final class Rehearsal {
    private Rehearsal() {}

    static void run(ApplicationPlan plan, Caller caller) {
        Transport stage = Transport.rehearsed(new Stage());
        try (var clients = new Clients(plan, () -> stage)) {
            var clock = InstantSource.system();
            var database = new DatabaseAdapter(clients, caller, clock);
            var secrets = new SecretAdapter(plan, clients, caller, clock);
            var routing = new RoutingAdapter(clients, caller, clock, new Random());
            var lag = new LagAdapter(clients, caller, clock);
            database.view(plan.globalCluster(), plan.primary(), plan.secondary());
            secrets.view(plan.primary().secret());
            routing.view(plan);
            lag.lag(plan.secondary(), plan.primary());
        }
    }

    /** Answers every request at once: emptily, in the protocol it was asked in. */
    private static final class Stage implements SdkHttpClient {
        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            boolean json = request.httpRequest()
                    .firstMatchingHeader("Content-Type")
                    .filter(type -> type.contains("json"))
                    .isPresent();
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() {
                    return answer(json ? "{}" : "<Response><Result/></Response>");
                }

                @Override
                public void abort() {
                    // It is over before it can be aborted.
                }
            };
        }

        private static HttpExecuteResponse answer(String body) {
            return HttpExecuteResponse.builder()
                    .response(SdkHttpResponse.builder().statusCode(200).build())
                    .responseBody(AbortableInputStream.create(
                            new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8))))
                    .build();
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    }
}
