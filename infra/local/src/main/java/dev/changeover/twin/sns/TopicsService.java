package dev.changeover.twin.sns;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.sns.Subscription.Protocol;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Items;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.QueryProtocol;
import dev.changeover.twin.wire.RpcService;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** SNS on the wire (Query). */
public final class TopicsService {
    /** Entries of a page of any list. Source: ListTopics, SNS API reference, read 2026-11-22. */
    private static final int PAGE = 100;

    private static final String PENDING = "pending confirmation";

    private final Topics topics;

    private TopicsService(Topics topics) {
        this.topics = topics;
    }

    public static RpcService over(Topics topics) {
        var calls = new TopicsService(topics);
        return new RpcService(
                "sns",
                List.of(new QueryProtocol("http://sns.amazonaws.com/doc/2010-03-31/")),
                Map.ofEntries(
                        Map.entry("CreateTopic", calls::create),
                        Map.entry("DeleteTopic", calls::delete),
                        Map.entry("ListTopics", calls::list),
                        Map.entry("GetTopicAttributes", calls::attributes),
                        Map.entry("SetTopicAttributes", calls::set),
                        Map.entry("Subscribe", calls::subscribe),
                        Map.entry("ConfirmSubscription", calls::confirm),
                        Map.entry("Unsubscribe", calls::unsubscribe),
                        Map.entry("ListSubscriptions", calls::subscriptions),
                        Map.entry("ListSubscriptionsByTopic", calls::subscriptionsByTopic),
                        Map.entry("Publish", calls::publish)));
    }

    private Map<String, ?> create(Region region, Fields input) {
        return Output.of("TopicArn", topics.create(region, input.text("Name"), map(input, "Attributes")))
                .map();
    }

    private Map<String, ?> delete(Region region, Fields input) {
        topics.delete(region, input.text("TopicArn"));
        return Output.empty();
    }

    private Map<String, ?> list(Region region, Fields input) {
        Page<String> page = page(topics.list(region), input);
        return Output.of(
                        "Topics",
                        page.items().stream()
                                .map(arn -> Map.of("TopicArn", arn))
                                .toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, ?> attributes(Region region, Fields input) {
        Topic topic = topics.topic(region, input.text("TopicArn"));
        List<Subscription> all = topics.subscriptions(region, topic.arn());
        long confirmed = all.stream().filter(Subscription::confirmed).count();
        Map<String, String> attributes = new TreeMap<>(topic.attributes());
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", Account.ID);
        attributes.putIfAbsent("DisplayName", "");
        attributes.put("SubscriptionsConfirmed", Long.toString(confirmed));
        attributes.put("SubscriptionsPending", Long.toString(all.size() - confirmed));
        attributes.put("SubscriptionsDeleted", "0");
        List<Map<String, String>> entries = new ArrayList<>();
        attributes.forEach((key, value) -> entries.add(entry(key, value)));
        return Output.of("Attributes", new Items("entry", entries)).map();
    }

    private static Map<String, String> entry(String key, String value) {
        Map<String, String> entry = new LinkedHashMap<>();
        entry.put("key", key);
        entry.put("value", value);
        return entry;
    }

    private Map<String, ?> set(Region region, Fields input) {
        topics.set(
                region,
                input.text("TopicArn"),
                input.text("AttributeName"),
                input.maybeText("AttributeValue").orElse(""));
        return Output.empty();
    }

    private Map<String, ?> subscribe(Region region, Fields input) {
        Protocol protocol = switch (input.text("Protocol")) {
            case "lambda" -> Protocol.LAMBDA;
            case "http" -> Protocol.HTTP;
            case "email" -> Protocol.EMAIL;
            case String other ->
                throw Topics.invalid("Protocol: the twin delivers by lambda, http and email, not by " + other);
        };
        Map<String, String> attributes = map(input, "Attributes");
        if (attributes.containsKey("FilterPolicy")) {
            throw Topics.invalid("Attributes: the twin filters no messages; use an EventBridge rule");
        }
        boolean raw = "true".equals(attributes.get("RawMessageDelivery"));
        Subscription made = topics.subscribe(region, input.text("TopicArn"), protocol, input.text("Endpoint"), raw);
        boolean shown = made.confirmed() || (input.has("ReturnSubscriptionArn") && input.flag("ReturnSubscriptionArn"));
        return Output.of("SubscriptionArn", shown ? made.arn() : PENDING).map();
    }

    private Map<String, ?> confirm(Region region, Fields input) {
        return Output.of(
                        "SubscriptionArn",
                        topics.confirm(region, input.text("TopicArn"), input.text("Token"))
                                .arn())
                .map();
    }

    private Map<String, ?> unsubscribe(Region region, Fields input) {
        topics.unsubscribe(region, input.text("SubscriptionArn"));
        return Output.empty();
    }

    private Map<String, ?> subscriptions(Region region, Fields input) {
        return shown(topics.subscriptions(region), input);
    }

    private Map<String, ?> subscriptionsByTopic(Region region, Fields input) {
        return shown(topics.subscriptions(region, input.text("TopicArn")), input);
    }

    private static Map<String, ?> shown(List<Subscription> all, Fields input) {
        Page<Subscription> page = page(all, input);
        return Output.of(
                        "Subscriptions",
                        page.items().stream()
                                .map(one -> Output.of("TopicArn", one.topicArn())
                                        .with("Protocol", word(one.protocol()))
                                        .with("SubscriptionArn", one.confirmed() ? one.arn() : "PendingConfirmation")
                                        .with("Owner", Account.ID)
                                        .with("Endpoint", one.endpoint())
                                        .map())
                                .toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private static String word(Protocol protocol) {
        return switch (protocol) {
            case LAMBDA -> "lambda";
            case HTTP -> "http";
            case EMAIL -> "email";
        };
    }

    private Map<String, ?> publish(Region region, Fields input) {
        String topic = input.maybeText("TopicArn")
                .or(() -> input.maybeText("TargetArn"))
                .orElseThrow(() -> Topics.invalid("TopicArn or TargetArn Reason: no value for required parameter"));
        if (input.has("MessageStructure")) {
            throw Topics.invalid("MessageStructure: the twin sends one message to all");
        }
        Map<String, Message.Attribute> attributes = new LinkedHashMap<>();
        for (Fields entry : input.structures("MessageAttributes")) {
            Fields value = entry.maybeStructure("Value").orElseThrow(() -> Topics.invalid("MessageAttributes"));
            attributes.put(
                    entry.text("Name"), new Message.Attribute(value.text("DataType"), value.text("StringValue")));
        }
        var message = new Message(input.text("Message"), input.maybeText("Subject"), attributes);
        return Output.of("MessageId", topics.publish(region, topic, message)).map();
    }

    private static Map<String, String> map(Fields input, String name) {
        Map<String, String> pairs = new TreeMap<>();
        input.structures(name)
                .forEach(entry ->
                        pairs.put(entry.text("key"), entry.maybeText("value").orElse("")));
        return pairs;
    }

    private static <T> Page<T> page(List<T> all, Fields input) {
        Optional<String> token = input.maybeText("NextToken");
        return Page.of(all, PAGE, token, Topics.invalid("NextToken"));
    }
}
