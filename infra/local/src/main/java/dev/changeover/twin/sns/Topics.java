package dev.changeover.twin.sns;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.sns.Subscription.Protocol;
import dev.changeover.twin.ssm.Functions;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;

/** Amazon SNS, one in each Region. Deliveries leave after the call that caused them, and none from a dark Region. */
public final class Topics {
    /** Source: CreateTopic, SNS API reference, read 2026-11-22. FIFO topics, ending in .fifo, the twin has not. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");

    /** Bytes of one message. Source: Publish, SNS API reference, read 2026-11-22. */
    private static final int MESSAGE_MAX = 262_144;

    /** Characters of a subject. Source: the same. */
    private static final int SUBJECT_MAX = 100;

    private final Timeline timeline;
    private final Regions regions;
    private final Functions functions;
    private final Post post;
    private final Map<String, Topic> topics = new TreeMap<>();
    private final Map<String, Subscription> subscriptions = new LinkedHashMap<>();
    private final List<Mail> inbox = new ArrayList<>();
    private long named;

    public Topics(Timeline timeline, Regions regions, Functions functions, Post post) {
        this.timeline = timeline;
        this.regions = regions;
        this.functions = functions;
        this.post = post;
    }

    /** The topic's ARN; one that is there already stays as it is. */
    public String create(Region region, String name, Map<String, String> attributes) {
        if (!NAME.matcher(name).matches()) {
            throw invalid("Topic Name");
        }
        return timeline.call(() -> {
            var topic = new Topic(region, name, attributes);
            topics.putIfAbsent(topic.arn(), topic);
            return topic.arn();
        });
    }

    /** Takes its subscriptions with it. Deleting what is not there succeeds, as in AWS. */
    public void delete(Region region, String arn) {
        timeline.run(() -> {
            topics.remove(arn);
            subscriptions.values().removeIf(one -> one.topicArn().equals(arn));
        });
    }

    public List<String> list(Region region) {
        return timeline.call(() -> topics.values().stream()
                .filter(topic -> topic.region().equals(region))
                .map(Topic::arn)
                .toList());
    }

    Topic topic(Region region, String arn) {
        return timeline.call(() -> Optional.ofNullable(topics.get(arn))
                .filter(topic -> topic.region().equals(region))
                .orElseThrow(() -> new AwsError("NotFound", 404, "Topic does not exist")));
    }

    void set(Region region, String arn, String attribute, String value) {
        timeline.run(() -> topics.put(arn, topic(region, arn).with(attribute, value)));
    }

    /** One that exists is given again. An http endpoint has to confirm; the others are taken at their word. */
    public Subscription subscribe(Region region, String topicArn, Protocol protocol, String endpoint, boolean raw) {
        if (protocol == Protocol.HTTP && !LoopbackPost.reaches(uri(endpoint))) {
            throw invalid("Endpoint: the twin sends to http://127.0.0.1 only");
        }
        return timeline.call(() -> {
            topic(region, topicArn);
            Optional<Subscription> known = of(topicArn).stream()
                    .filter(one -> one.protocol() == protocol && one.endpoint().equals(endpoint))
                    .findFirst();
            Subscription one = known.orElseGet(() -> new Subscription(
                    topicArn + ":" + id("subscription"),
                    topicArn,
                    protocol,
                    endpoint,
                    protocol != Protocol.HTTP,
                    id("token").toString().replace("-", ""),
                    raw));
            subscriptions.put(one.arn(), one);
            if (!one.confirmed()) {
                askToConfirm(region, one);
            }
            return one;
        });
    }

    private void askToConfirm(Region region, Subscription one) {
        var asking = Message.of("You have chosen to subscribe to the topic " + one.topicArn()
                + ".\nTo confirm the subscription, call ConfirmSubscription with the token of this message.");
        var sent = new Envelopes.Sent(one, region, id("message").toString(), asking, timeline.now());
        timeline.after(Duration.ZERO, () -> send(sent, "SubscriptionConfirmation", Envelopes.confirmation(sent)));
    }

    public Subscription confirm(Region region, String topicArn, String token) {
        return timeline.call(() -> {
            topic(region, topicArn);
            Subscription confirmed = of(topicArn).stream()
                    .filter(one -> one.token().equals(token))
                    .findFirst()
                    .orElseThrow(() -> invalid("Token"))
                    .confirm();
            subscriptions.put(confirmed.arn(), confirmed);
            return confirmed;
        });
    }

    public void unsubscribe(Region region, String subscriptionArn) {
        timeline.run(() -> subscriptions.remove(subscriptionArn));
    }

    /** Of all topics of the Region, oldest first. */
    public List<Subscription> subscriptions(Region region) {
        return timeline.call(() -> subscriptions.values().stream()
                .filter(one -> topics.get(one.topicArn()).region().equals(region))
                .toList());
    }

    /** The topic's, oldest first. */
    public List<Subscription> subscriptions(Region region, String topicArn) {
        return timeline.call(() -> {
            topic(region, topicArn);
            return of(topicArn);
        });
    }

    private List<Subscription> of(String topicArn) {
        return subscriptions.values().stream()
                .filter(one -> one.topicArn().equals(topicArn))
                .toList();
    }

    /** The message's id. */
    public String publish(Region region, String topicArn, Message message) {
        if (message.body().isEmpty() || message.body().getBytes(StandardCharsets.UTF_8).length > MESSAGE_MAX) {
            throw invalid(message.body().isEmpty() ? "Empty message" : "Message too long");
        }
        if (message.subject()
                .filter(text -> text.isEmpty() || text.length() > SUBJECT_MAX)
                .isPresent()) {
            throw invalid("Subject");
        }
        return timeline.call(() -> {
            topic(region, topicArn);
            String id = id("message").toString();
            for (Subscription one : of(topicArn)) {
                if (one.confirmed()) {
                    var sent = new Envelopes.Sent(one, region, id, message, timeline.now());
                    timeline.after(Duration.ZERO, () -> deliver(sent));
                }
            }
            return id;
        });
    }

    /** The e-mails nobody sent, oldest first. */
    public List<Mail> inbox() {
        return timeline.call(() -> List.copyOf(inbox));
    }

    private void deliver(Envelopes.Sent sent) {
        if (regions.dark(sent.region())) {
            return;
        }
        Subscription to = sent.to();
        switch (to.protocol()) {
            case LAMBDA ->
                functions.invoke(
                        sent.region(),
                        new Functions.Invocation(to.endpoint(), Optional.empty(), "Event", Envelopes.forFunction(sent)),
                        _ -> {});
            case HTTP -> send(sent, "Notification", to.raw() ? sent.message().body() : Envelopes.forHttp(sent));
            case EMAIL ->
                inbox.add(new Mail(
                        to.topicArn(),
                        to.endpoint(),
                        sent.message().subject(),
                        sent.message().body(),
                        sent.at()));
        }
    }

    private void send(Envelopes.Sent sent, String type, String body) {
        if (!regions.dark(sent.region())) {
            Map<String, String> headers = new LinkedHashMap<>();
            headers.put("x-amz-sns-message-type", type);
            headers.put("x-amz-sns-message-id", sent.messageId());
            headers.put("x-amz-sns-topic-arn", sent.to().topicArn());
            headers.put("x-amz-sns-subscription-arn", sent.to().arn());
            post.send(uri(sent.to().endpoint()), headers, body);
        }
    }

    private static URI uri(String endpoint) {
        try {
            return URI.create(endpoint);
        } catch (IllegalArgumentException malformed) {
            throw invalid("Endpoint");
        }
    }

    /** The same in every run of the same story. */
    private UUID id(String kind) {
        named++;
        return UUID.nameUUIDFromBytes((kind + named).getBytes(StandardCharsets.UTF_8));
    }

    static AwsError invalid(String what) {
        return new AwsError("InvalidParameter", 400, "Invalid parameter: " + what);
    }
}
