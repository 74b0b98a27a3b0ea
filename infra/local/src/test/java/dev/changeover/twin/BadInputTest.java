package dev.changeover.twin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Requests that no SDK would send. */
class BadInputTest {
    private static final List<String> BODIES = List.of(
            "",
            "{",
            "[]",
            "{}",
            "null",
            "\"text\"",
            "{\"SecretId\":{},\"Name\":[1],\"ClusterName\":{}}",
            "{\"SecretId\":\"\",\"RecoveryWindowInDays\":\"x\"}",
            "{\"AssertionRule\":{},\"ControlPanelArn\":5,\"ClusterArn\":null}",
            "{\"RoutingControlArn\":\"a\",\"RoutingControlState\":\"Up\"}",
            "{\"UpdateRoutingControlStateEntries\":[null,1]}",
            "<",
            "<a/>",
            "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
            "<a><ChangeBatch><Changes><Change/></Changes></ChangeBatch></a>",
            "<a><ChangeBatch><Changes><Change><Action>NONE</Action>"
                    + "<ResourceRecordSet/></Change></Changes></ChangeBatch></a>",
            "<a><CallerReference>r</CallerReference><HealthCheckConfig><Type>NONE</Type></HealthCheckConfig></a>");

    private static final List<String> SECRET_CALLS = List.of(
            "CreateSecret",
            "GetSecretValue",
            "PutSecretValue",
            "UpdateSecretVersionStage",
            "DescribeSecret",
            "ListSecretVersionIds",
            "DeleteSecret",
            "ReplicateSecretToRegions",
            "StopReplicationToReplica",
            "RemoveRegionsFromReplication",
            "RestoreSecret",
            "NoSuchCall");

    private final Doors doors = Doors.open();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        client.close();
        doors.close();
    }

    @Test
    void isRefusedBySecretsManagerAndNeverABug() throws Exception {
        for (String call : SECRET_CALLS) {
            for (String body : BODIES) {
                var request = request("secretsmanager", "/").header("x-amz-target", "secretsmanager." + call);
                assertRefused(request.POST(HttpRequest.BodyPublishers.ofString(body)), call + " " + body);
            }
        }
    }

    @Test
    void isRefusedByRoutingControlsAndNeverABug() throws Exception {
        for (String path : List.of("/cluster", "/controlpanel", "/routingcontrol", "/safetyrule", "/nothing")) {
            for (String body : BODIES) {
                var request = request("route53-recovery-control-config", path);
                assertRefused(request.POST(HttpRequest.BodyPublishers.ofString(body)), path + " " + body);
            }
        }
        for (String path :
                List.of("/cluster?MaxResults=x", "/cluster?NextToken=x", "/cluster/%20", "/controlpanel/a")) {
            assertRefused(request("route53-recovery-control-config", path).GET(), path);
        }
    }

    @Test
    void isRefusedByAClusterEndpointAndNeverABug() throws Exception {
        for (String call :
                List.of("GetRoutingControlState", "UpdateRoutingControlState", "UpdateRoutingControlStates")) {
            for (String body : BODIES) {
                var request = request("route53-recovery-cluster", doors.endpoint(1))
                        .header("x-amz-target", "ToggleCustomerAPI." + call);
                assertRefused(request.POST(HttpRequest.BodyPublishers.ofString(body)), call + " " + body);
            }
        }
    }

    @Test
    void isRefusedByRoute53AndNeverABug() throws Exception {
        String zone = doors.account
                .route53()
                .createZone("twin.test", "ref", Optional.empty())
                .zone()
                .id();
        for (String path : List.of("/hostedzone", "/healthcheck", "/hostedzone/" + zone + "/rrset", "/nothing")) {
            for (String body : BODIES) {
                var request = request("route53", "/2013-04-01" + path);
                assertRefused(request.POST(HttpRequest.BodyPublishers.ofString(body)), path + " " + body);
            }
        }
        for (String path : List.of("/hostedzone?maxitems=x", "/hostedzone?marker=x", "/change/C0", "/healthcheck/0")) {
            assertRefused(request("route53", "/2013-04-01" + path).GET(), path);
        }
    }

    @Test
    void isRefusedByLambdaAndNeverABug() throws Exception {
        String functions = "/2015-03-31/functions";
        for (String path : List.of(
                functions,
                functions + "/none/invocations",
                functions + "/n%20o%2Fne/invocations",
                functions + "/none/versions",
                functions + "/none/aliases",
                functions + "/none/policy",
                "/2019-09-25/functions/none/event-invoke-config",
                "/2014-11-13/functions/none/invoke-async",
                "/nothing")) {
            for (String body : BODIES) {
                var request = request("lambda", path);
                assertRefused(request.POST(HttpRequest.BodyPublishers.ofString(body)), path + " " + body);
            }
        }
        String create = "{\"FunctionName\":\"f\",\"Runtime\":\"java25\",\"Handler\":\"h\","
                + "\"Role\":\"arn:aws:iam::000000000000:role/r\",\"Code\":";
        for (String code :
                List.of("{}", "[]", "null", "{\"ZipFile\":\"?\"}", "{\"ZipFile\":\"YQ==\"}", "{\"S3Bucket\":\"b\"}")) {
            String body = create + code + "}";
            assertRefused(request("lambda", functions).POST(HttpRequest.BodyPublishers.ofString(body)), body);
        }
        for (String path : List.of("?MaxItems=x", "?MaxItems=0", "?Marker=x", "/%20", "/arn:aws:s3:::bucket", "/n:0")) {
            assertRefused(request("lambda", functions + path).GET(), path);
        }
    }

    private void assertRefused(HttpRequest.Builder request, String what) throws IOException, InterruptedException {
        var reply = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        assertThat(reply.statusCode()).as(what + " → " + reply.body()).isBetween(400, 499);
        assertThat(reply.body()).as(what).doesNotContain("<html");
    }

    private HttpRequest.Builder request(String service, String path) {
        return request(service, URI.create(doors.gateway() + path));
    }

    private static HttpRequest.Builder request(String service, URI uri) {
        String scope = "twin/20261121/us-west-2/" + service + "/aws4_request";
        return HttpRequest.newBuilder(uri)
                .header("Authorization", "AWS4-HMAC-SHA256 Credential=" + scope + ", SignedHeaders=host, Signature=0");
    }
}
