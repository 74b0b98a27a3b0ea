package dev.changeover.twin.sns;

import dev.changeover.core.model.Region;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a message is wrapped in on its way. Sources: "Invoking Lambda functions with Amazon SNS notifications", Lambda
 * developer guide, and "HTTP/S notification JSON format", SNS developer guide, read 2026-11-22. The twin signs nothing;
 * the signature says so.
 */
final class Envelopes {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String SIGNATURE = "the-twin-signs-nothing";

    private Envelopes() {}

    record Sent(Subscription to, Region region, String messageId, Message message, Instant at) {}

    static String json(Object tree) {
        return JsonMapper.shared().writeValueAsString(tree);
    }

    static String forFunction(Sent sent) {
        Map<String, Object> sns = new LinkedHashMap<>();
        sns.put("Type", "Notification");
        sns.put("MessageId", sent.messageId());
        sns.put("TopicArn", sent.to().topicArn());
        sns.put("Subject", sent.message().subject().orElse(null));
        sns.put("Message", sent.message().body());
        sns.put("Timestamp", TIME.format(sent.at()));
        sns.put("SignatureVersion", "1");
        sns.put("Signature", SIGNATURE);
        sns.put("SigningCertUrl", page(sent, "SimpleNotificationService.pem"));
        sns.put("UnsubscribeUrl", unsubscribe(sent));
        sns.put("MessageAttributes", attributes(sent.message()));
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("EventSource", "aws:sns");
        event.put("EventVersion", "1.0");
        event.put("EventSubscriptionArn", sent.to().arn());
        event.put("Sns", sns);
        return json(Map.of("Records", List.of(event)));
    }

    static String forHttp(Sent sent) {
        Map<String, Object> body = begin("Notification", sent);
        sent.message().subject().ifPresent(subject -> body.put("Subject", subject));
        body.put("Message", sent.message().body());
        end(body, sent);
        body.put("UnsubscribeURL", unsubscribe(sent));
        if (!sent.message().attributes().isEmpty()) {
            body.put("MessageAttributes", attributes(sent.message()));
        }
        return json(body);
    }

    static String confirmation(Sent sent) {
        Map<String, Object> body = begin("SubscriptionConfirmation", sent);
        body.put("Token", sent.to().token());
        body.put("Message", sent.message().body());
        body.put(
                "SubscribeURL",
                page(
                        sent,
                        "?Action=ConfirmSubscription&TopicArn=" + sent.to().topicArn() + "&Token="
                                + sent.to().token()));
        end(body, sent);
        return json(body);
    }

    private static Map<String, Object> begin(String type, Sent sent) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("Type", type);
        body.put("MessageId", sent.messageId());
        body.put("TopicArn", sent.to().topicArn());
        return body;
    }

    private static void end(Map<String, Object> body, Sent sent) {
        body.put("Timestamp", TIME.format(sent.at()));
        body.put("SignatureVersion", "1");
        body.put("Signature", SIGNATURE);
        body.put("SigningCertURL", page(sent, "SimpleNotificationService.pem"));
    }

    private static Map<String, Object> attributes(Message message) {
        Map<String, Object> attributes = new LinkedHashMap<>();
        message.attributes()
                .forEach((name, one) -> attributes.put(name, Map.of("Type", one.type(), "Value", one.value())));
        return attributes;
    }

    private static String unsubscribe(Sent sent) {
        return page(sent, "?Action=Unsubscribe&SubscriptionArn=" + sent.to().arn());
    }

    private static String page(Sent sent, String path) {
        return "https://sns." + sent.region() + ".amazonaws.com/" + path;
    }
}
