package dev.changeover.twin.route53;

import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.XmlElement;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Health checks as Route 53 reads and writes them. */
final class HealthXml {
    private static final String CONTROL = "RECOVERY_CONTROL";
    private static final Set<String> ENDPOINT_TYPES =
            Set.of("HTTP", "HTTPS", "HTTP_STR_MATCH", "HTTPS_STR_MATCH", "TCP");

    /** Where AWS's checkers are, three of them; AWS page CreateHealthCheck, read 2026. */
    private static final List<String> CHECKERS = List.of("us-east-1", "us-west-2", "eu-west-1");

    private HealthXml() {}

    static HealthCheck.Target target(XmlElement request) {
        XmlElement config = request.child("HealthCheckConfig")
                .orElseThrow(() -> DnsFaults.input("Invalid XML ; HealthCheckConfig is missing"));
        String type = RecordXml.required(config, "Type");
        if (type.equals(CONTROL)) {
            return new HealthCheck.Target.Control(RecordXml.required(config, "RoutingControlArn"));
        }
        if (!ENDPOINT_TYPES.contains(type)) {
            throw DnsFaults.input("The twin has no health checks of type " + type + ".");
        }
        if (config.text("IPAddress").isEmpty()
                && config.text("FullyQualifiedDomainName").isEmpty()) {
            throw DnsFaults.input("A health check of type " + type + " needs IPAddress or FullyQualifiedDomainName.");
        }
        Map<String, String> settings = new LinkedHashMap<>();
        config.children().stream()
                .filter(child ->
                        !child.name().equals("Type") && child.children().isEmpty())
                .forEach(child -> settings.put(child.name(), child.text()));
        return new HealthCheck.Target.Endpoint(type, settings);
    }

    static Map<String, Object> written(HealthCheck check) {
        Output config = switch (check.target()) {
            case HealthCheck.Target.Control(var arn) ->
                Output.of("Type", CONTROL).with("RoutingControlArn", arn);
            case HealthCheck.Target.Endpoint(var type, var settings) -> {
                Output endpoint = Output.of("Type", type);
                settings.forEach(endpoint::with);
                yield endpoint;
            }
        };
        return Output.of("Id", check.id())
                .with("CallerReference", check.callerReference())
                .with("HealthCheckConfig", config.map())
                .with("HealthCheckVersion", 1)
                .map();
    }

    static List<Map<String, Object>> observations(boolean healthy, Instant at) {
        String status = healthy ? "Success: the health check is healthy" : "Failure: the health check is unhealthy";
        var report = Output.of("Status", status).with("CheckedTime", at).map();
        return CHECKERS.stream()
                .map(region ->
                        Output.of("Region", region).with("StatusReport", report).map())
                .toList();
    }
}
