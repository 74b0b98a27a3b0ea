package dev.changeover.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.Notice;
import dev.changeover.core.notice.Notice.Kind;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.step.StepName;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class NoticeAdapterTest extends OverTheWire {
    private static final String TOPIC = "arn:aws:sns:us-west-2:123456789012:on-call";
    private static final FarSide.Reaction PUBLISHED = new FarSide.Reaction.Reply(
            200,
            "text/xml",
            "<PublishResponse><PublishResult><MessageId>1</MessageId></PublishResult></PublishResponse>");

    private static FarSide.Reaction put(String entry) {
        return json("{\"FailedEntryCount\":0,\"Entries\":[" + entry + "]}");
    }

    private static final FarSide.Reaction PUT = put("{\"EventId\":\"2\"}");

    private static Notice notice(Kind kind) {
        return new Notice(
                "changeover-1/7",
                kind,
                new ApplicationName("shop"),
                Optional.of(new ChangeoverId("changeover-1")),
                Optional.of(StepName.SWITCH_DATABASE),
                "DEADLINE",
                "Käse halted.",
                Instant.parse("2026-11-22T03:00:00Z"));
    }

    private Answer publish(Kind kind) {
        return world.notices(new NoticeChannel(Plans.OREGON, "operations", Optional.of(TOPIC)))
                .publish(notice(kind));
    }

    @Test
    void tellsPeopleAndMachinesUnderOneKey() {
        farSide(request -> request.call().equals("Publish") ? PUBLISHED : PUT);
        assertThat(publish(Kind.WAITING_FOR_PERSON)).isEqualTo(new Answer.Accepted());
        assertThat(far.calls()).containsExactly("Publish", "PutEvents");
        assertThat(far.requests()).extracting(FarSide.Request::signedFor).containsOnly("us-west-2");
        String message = URLDecoder.decode(far.requests().getFirst().body(), StandardCharsets.UTF_8);
        assertThat(message).contains("Käse halted.", "shop: waiting for a person, DEADLINE", TOPIC, "changeover-1/7");
        JsonNode entry =
                JsonMapper.shared().readTree(far.requests().getLast().body()).at("/Entries/0");
        assertThat(entry.at("/Source").asString()).isEqualTo("changeover");
        assertThat(entry.at("/DetailType").asString()).isEqualTo("waiting for a person");
        assertThat(entry.at("/EventBusName").asString()).isEqualTo("operations");
        JsonNode detail = JsonMapper.shared().readTree(entry.at("/Detail").asString());
        assertThat(detail.at("/key").asString()).isEqualTo("changeover-1/7");
        assertThat(detail.at("/step").asString()).isEqualTo("SwitchDatabase");
    }

    @Test
    void leavesPeopleAloneWithWhatIsForMachines() {
        farSide(_ -> PUT);
        assertThat(publish(Kind.STEP_ENDED)).isEqualTo(new Answer.Accepted());
        assertThat(far.calls()).containsExactly("PutEvents");
    }

    @Test
    void doesNotKnowWhatBecameOfALostReply() {
        assertThat(publish(Kind.STEP_ENDED)).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void seesThatAnEntryFailedThoughTheCallDidNot() {
        farSide(_ -> put("{\"ErrorCode\":\"ThrottlingException\",\"ErrorMessage\":\"slowly\"}"));
        assertThat(publish(Kind.STEP_ENDED))
                .isInstanceOfSatisfying(
                        Answer.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo(Code.THROTTLED));
    }

    @Test
    void wakesNobodyTwiceBecauseTheBusDidNotAnswer() {
        farSide(request -> request.call().equals("Publish") ? PUBLISHED : put("{\"ErrorCode\":\"InternalFailure\"}"));
        assertThat(publish(Kind.WAITING_FOR_PERSON)).isInstanceOf(Answer.Refused.class);
        farSide(request -> request.call().equals("Publish") ? PUBLISHED : PUT);
        assertThat(publish(Kind.WAITING_FOR_PERSON)).isEqualTo(new Answer.Accepted());

        assertThat(far.calls()).containsExactly("Publish", "PutEvents", "PutEvents");
    }
}
