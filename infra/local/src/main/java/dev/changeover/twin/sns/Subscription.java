package dev.changeover.twin.sns;

/**
 * Who hears of a topic.
 *
 * @param token what an endpoint must send back to prove that it wants this
 * @param raw whether the message comes bare, without SNS's envelope; http only
 */
public record Subscription(
        String arn, String topicArn, Protocol protocol, String endpoint, boolean confirmed, String token, boolean raw) {
    /** What the twin delivers by. */
    public enum Protocol {
        LAMBDA,
        HTTP,
        EMAIL
    }

    Subscription confirm() {
        return new Subscription(arn, topicArn, protocol, endpoint, true, token, raw);
    }
}
