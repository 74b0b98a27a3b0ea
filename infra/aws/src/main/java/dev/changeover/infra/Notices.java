package dev.changeover.infra;

import java.util.List;
import software.amazon.awscdk.services.events.CfnEventBus;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.constructs.Construct;

/** How this Region tells people and machines: a topic under a key that alarms may use, and a bus. */
final class Notices {
    private final Key key;
    private final Topic topic;

    Notices(Construct stack, Parameters parameters) {
        key = Key.Builder.create(stack, "NoticeKey")
                .description("Notices of changeovers")
                .enableKeyRotation(true)
                .build();
        key.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(
                        new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("kms:Decrypt", "kms:GenerateDataKey"))
                .resources(List.of("*")) // of a key's own policy: this key
                .build());
        topic = Topic.Builder.create(stack, "Notices")
                .topicName(Resources.TOPIC)
                .masterKey(key)
                .enforceSsl(true)
                .build();
        topic.addToResourcePolicy(PolicyStatement.Builder.create()
                .principals(List.of(
                        new ServicePrincipal("cloudwatch.amazonaws.com"), new ServicePrincipal("events.amazonaws.com")))
                .actions(List.of("sns:Publish"))
                .resources(List.of(topic.getTopicArn()))
                .conditions(
                        java.util.Map.of("StringEquals", java.util.Map.of("aws:SourceAccount", parameters.account())))
                .build());
        parameters.people().notices().forEach(mail -> topic.addSubscription(new EmailSubscription(mail)));
        CfnEventBus.Builder.create(stack, "Bus").name(Resources.BUS).build();
    }

    String keyArn() {
        return key.getKeyArn();
    }

    Topic topic() {
        return topic;
    }
}
