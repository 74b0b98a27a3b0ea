package dev.changeover.aws;

import dev.changeover.core.notice.Notice;
import dev.changeover.core.notice.NoticePort;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import java.io.Serial;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import tools.jackson.databind.json.JsonMapper;

/** Notices as events of EventBridge, and as messages of SNS where people should hear. */
final class NoticeAdapter implements NoticePort {
    /** Who put the event; rules choose by it. */
    static final String SOURCE = "changeover";

    /** Characters of a subject (Publish, SNS API reference, read 2026-11-22); it must be ASCII. */
    private static final int SUBJECT_MAX = 100;

    /** Far more than are told in one minute in which one of the two does not answer. */
    private static final int HEARD_MAX = 1_000;

    /** Both calls together may not hold up a turn for longer than one call of the runbook's own. */
    private final Duration each;

    private final NoticeChannel channel;
    private final Clients clients;
    private final Caller caller;

    /** Keys of what people have heard and machines have not yet: trying again is no reason to wake anybody twice. */
    private final Set<String> heard = Collections.synchronizedSet(Collections.newSetFromMap(new Bounded()));

    private static final class Bounded extends LinkedHashMap<String, Boolean> {
        @Serial
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > HEARD_MAX;
        }
    }

    NoticeAdapter(NoticeChannel channel, Clients clients, Caller caller) {
        this.channel = channel;
        this.clients = clients;
        this.caller = caller;
        this.each = caller.bound().dividedBy(2);
    }

    /** People first: if only one of the two gets through, it should be theirs. */
    @Override
    public Answer publish(Notice notice) {
        Answer people = heard.contains(notice.key()) ? new Answer.Accepted() : tellPeople(notice);
        if (!(people instanceof Answer.Accepted)) {
            return people;
        }
        heard.add(notice.key());
        Answer machines = putEvent(notice);
        if (machines instanceof Answer.Accepted) {
            heard.remove(notice.key());
        }
        return machines;
    }

    private Answer tellPeople(Notice notice) {
        if (channel.topic().isEmpty() || !notice.kind().forPeople()) {
            return new Answer.Accepted();
        }
        PublishRequest request = PublishRequest.builder()
                .topicArn(channel.topic().get())
                .subject(subject(notice))
                .message(notice.sentence() + "\n\n" + notice.at() + ", " + notice.key())
                .messageAttributes(Map.of(
                        "kind", text(notice.kind().inWords()),
                        "application", text(notice.application().value()),
                        "key", text(notice.key())))
                .build();
        SnsClient topics = clients.topics(channel.region());
        return caller.ask("SNS in " + channel.region(), each, () -> topics.publish(request))
                .answer();
    }

    private static MessageAttributeValue text(String value) {
        return MessageAttributeValue.builder()
                .dataType("String")
                .stringValue(value)
                .build();
    }

    private static String subject(Notice notice) {
        String whole = notice.application() + ": " + notice.kind().inWords() + ", " + notice.state();
        String ascii = whole.replaceAll("[^ -~]", "?");
        return ascii.substring(0, Math.min(ascii.length(), SUBJECT_MAX));
    }

    private Answer putEvent(Notice notice) {
        PutEventsRequest request = PutEventsRequest.builder()
                .entries(PutEventsRequestEntry.builder()
                        .source(SOURCE)
                        .detailType(notice.kind().inWords())
                        .detail(detail(notice))
                        .time(notice.at())
                        .eventBusName(channel.bus())
                        .build())
                .build();
        EventBridgeClient events = clients.events(channel.region());
        String whom = "EventBridge in " + channel.region();
        return caller.ask(whom, each, () -> events.putEvents(request))
                .then(response -> entry(whom, response.entries().getFirst()))
                .answer();
    }

    /** The call can succeed and the entry fail. */
    private static Reply<String> entry(String whom, PutEventsResultEntry entry) {
        if (entry.errorCode() == null) {
            return new Reply.Got<>(entry.eventId());
        }
        var why = new PortFailure(
                code(entry.errorCode()), whom + " said " + entry.errorCode() + ": " + entry.errorMessage());
        return new Reply.Refused<>(why, entry.errorCode());
    }

    private static PortFailure.Code code(String error) {
        return switch (error) {
            case "ThrottlingException" -> PortFailure.Code.THROTTLED;
            case "InternalFailure", "InternalException" -> PortFailure.Code.UNREACHABLE;
            case "AccessDeniedException", "NotAuthorizedForSourceException" -> PortFailure.Code.DENIED;
            default -> PortFailure.Code.INVALID;
        };
    }

    private static String detail(Notice notice) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("key", notice.key());
        detail.put("application", notice.application().value());
        notice.changeover().ifPresent(id -> detail.put("changeover", id.value()));
        notice.step().ifPresent(step -> detail.put("step", step.toString()));
        detail.put("state", notice.state());
        detail.put("sentence", notice.sentence());
        detail.put("at", notice.at().toString());
        return JsonMapper.shared().writeValueAsString(detail);
    }
}
