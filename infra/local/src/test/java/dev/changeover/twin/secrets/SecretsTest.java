package dev.changeover.twin.secrets;

import static dev.changeover.twin.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SecretsTest {
    private static final Region VIRGINIA = new Region("us-east-1");
    private static final String FIRST = "11111111-1111-1111-1111-111111111111";
    private static final String SECOND = "22222222-2222-2222-2222-222222222222";
    private static final String THIRD = "33333333-3333-3333-3333-333333333333";

    private final Timeline timeline = Timeline.virtual(Instant.parse("2026-11-21T10:00:00Z"));
    private final Secrets secrets = new Secrets(timeline, Secrets.REPLICATION_LOCAL, _ -> false);

    @Test
    void putMovesCurrentAndKeepsThePreviousVersion() {
        create("shop/db", "one");
        put(SECOND, "two");

        assertThat(stages(FIRST)).containsExactly("AWSPREVIOUS");
        assertThat(stages(SECOND)).containsExactly("AWSCURRENT");
        assertThat(current()).isEqualTo("two");
        put(THIRD, "three");
        assertThat(stages(FIRST)).as("deprecated, not gone").isEmpty();
        assertThat(stages(SECOND)).containsExactly("AWSPREVIOUS");
    }

    @Test
    void sameTokenAndSameValueSucceedsWithoutANewVersion() {
        create("shop/db", "one");
        put(SECOND, "two");
        put(THIRD, "three");

        SecretVersion again = put(SECOND, "two");

        assertThat(again.id()).isEqualTo(SECOND);
        assertThat(current())
                .as("a replayed token does not move AWSCURRENT back")
                .isEqualTo("three");
        assertThat(secrets.describe(VIRGINIA, "shop/db").versions()).hasSize(3);
    }

    @Test
    void sameTokenAndOtherValueIsRefused() {
        create("shop/db", "one");
        put(SECOND, "two");

        assertRefused("ResourceExistsException", () -> put(SECOND, "other"));
    }

    @Test
    void aTokenIsThirtyTwoToSixtyFourCharactersLong() {
        create("shop/db", "one");

        assertRefused("InvalidParameterException", () -> put("x".repeat(31), "two"));
        assertRefused("InvalidParameterException", () -> put("x".repeat(65), "two"));
        assertThat(put("x".repeat(64), "two").id()).hasSize(64);
    }

    @Test
    void aPendingVersionLeavesCurrentAlone() {
        create("shop/db", "one");
        put(SECOND, "two", "AWSPENDING");

        assertThat(current()).isEqualTo("one");
        assertThat(text(SecretCalls.Which.staged("AWSPENDING"))).isEqualTo("two");
        put(THIRD, "three", "AWSPENDING");
        assertThat(stages(SECOND)).as("a label is on one version only").isEmpty();
    }

    @Test
    void theFirstVersionIsCurrentWhateverWasAskedFor() {
        secrets.create(
                VIRGINIA,
                new SecretCalls.Create(
                        "shop/db", none(), Optional.empty(), SecretView.Details.NONE, SecretCalls.Replication.NONE));
        put(FIRST, "one", "AWSPENDING");

        assertThat(stages(FIRST)).containsExactly("AWSCURRENT", "AWSPENDING");
    }

    @Test
    void movingCurrentSetsPrevious() {
        create("shop/db", "one");
        put(SECOND, "two", "AWSPENDING");

        move("AWSCURRENT", SECOND, FIRST);

        assertThat(stages(SECOND)).containsExactly("AWSCURRENT", "AWSPENDING");
        assertThat(stages(FIRST)).containsExactly("AWSPREVIOUS");
        move("AWSCURRENT", FIRST, SECOND);
        assertThat(stages(FIRST)).as("and back").containsExactly("AWSCURRENT");
        assertThat(stages(SECOND)).containsExactly("AWSPENDING", "AWSPREVIOUS");
    }

    @Test
    void movingALabelThatIsElsewhereNeedsRemoveFrom() {
        create("shop/db", "one");
        put(SECOND, "two", "AWSPENDING");

        assertRefused("InvalidParameterException", () -> move("AWSCURRENT", SECOND, null))
                .extracting(Throwable::getMessage)
                .asString()
                .contains("currently attached to version " + FIRST);
        assertRefused("InvalidParameterException", () -> move("AWSCURRENT", SECOND, SECOND));
        assertThat(current()).isEqualTo("one");
        move("mine", SECOND, null);
        assertThat(stages(SECOND)).containsExactly("AWSPENDING", "mine");
    }

    @Test
    void movingALabelToWhereItIsChangesNothing() {
        create("shop/db", "one");
        put(SECOND, "two");

        move("AWSCURRENT", SECOND, null);

        assertThat(stages(SECOND)).containsExactly("AWSCURRENT");
        assertThat(stages(FIRST)).containsExactly("AWSPREVIOUS");
    }

    @Test
    void currentCannotBeTakenAwayAltogether() {
        create("shop/db", "one");

        assertRefused("InvalidParameterException", () -> move("AWSCURRENT", null, FIRST));
        put(SECOND, "two", "AWSPENDING");
        move("AWSPENDING", null, SECOND);
        assertThat(stages(SECOND)).isEmpty();
    }

    @Test
    void readsByVersionByLabelAndByBothWhenTheyAgree() {
        create("shop/db", "one");
        put(SECOND, "two");

        assertThat(text(SecretCalls.Which.version(FIRST))).isEqualTo("one");
        assertThat(text(SecretCalls.Which.staged("AWSPREVIOUS"))).isEqualTo("one");
        assertThat(text(new SecretCalls.Which(Optional.of(FIRST), Optional.of("AWSPREVIOUS"))))
                .isEqualTo("one");
        assertRefused(
                "InvalidRequestException",
                () -> text(new SecretCalls.Which(Optional.of(FIRST), Optional.of("AWSCURRENT"))));
        assertRefused("ResourceNotFoundException", () -> text(SecretCalls.Which.version(THIRD)));
        assertRefused("ResourceNotFoundException", () -> text(SecretCalls.Which.staged("AWSPENDING")));
    }

    @Test
    void aSecretIsKnownByNameByArnAndByArnWithoutItsSuffix() {
        String arn = create("shop/db", "one").arn();

        assertThat(arn).matches("arn:aws:secretsmanager:us-east-1:000000000000:secret:shop/db-[A-Za-z0-9]{6}");
        assertThat(secrets.describe(VIRGINIA, arn).name()).isEqualTo("shop/db");
        assertThat(secrets.describe(VIRGINIA, arn.substring(0, arn.length() - 7))
                        .name())
                .isEqualTo("shop/db");
        assertRefused("ResourceNotFoundException", () -> secrets.describe(VIRGINIA, "shop"));
        assertRefused("ResourceNotFoundException", () -> secrets.describe(new Region("us-west-2"), arn));
    }

    @Test
    void aNameIsTakenUntilItsSecretIsGone() {
        create("shop/db", "one");

        assertRefused("ResourceExistsException", () -> create("shop/db", THIRD, "two"));
        assertRefused("ResourceExistsException", () -> create("shop/db", FIRST, "other"));
        assertThat(create("shop/db", FIRST, "one").versions())
                .as("the same call again")
                .hasSize(1);
    }

    @Test
    void aDeletedSecretWaitsForItsWindowAndCanBeRestored() {
        create("shop/db", "one");

        SecretView deleted = secrets.delete(VIRGINIA, new SecretCalls.Delete("shop/db", false, Optional.of(7)));

        assertThat(deleted.deletion()).contains(timeline.now().plus(Duration.ofDays(7)));
        assertRefused("InvalidRequestException", this::current);
        assertRefused("InvalidRequestException", () -> create("shop/db", THIRD, "again"));
        assertThat(secrets.list(VIRGINIA, false)).isEmpty();
        assertThat(secrets.list(VIRGINIA, true)).hasSize(1);
        secrets.restore(VIRGINIA, "shop/db");
        timeline.advance(Duration.ofDays(8));
        assertThat(current()).isEqualTo("one");
        secrets.delete(VIRGINIA, new SecretCalls.Delete("shop/db", false, Optional.of(7)));
        timeline.advance(Duration.ofDays(7));
        assertRefused("ResourceNotFoundException", this::current);
    }

    @Test
    void forceDeletesAtOnceAndTwice() {
        String arn = create("shop/db", "one").arn();
        var forced = new SecretCalls.Delete("shop/db", true, Optional.empty());

        secrets.delete(VIRGINIA, forced);
        secrets.delete(VIRGINIA, forced);

        assertRefused("ResourceNotFoundException", this::current);
        assertThat(create("shop/db", "one").arn())
                .as("a new secret has a new ARN")
                .isNotEqualTo(arn);
        assertRefused(
                "InvalidParameterException",
                () -> secrets.delete(VIRGINIA, new SecretCalls.Delete("shop/db", true, Optional.of(7))));
        assertRefused(
                "InvalidParameterException",
                () -> secrets.delete(VIRGINIA, new SecretCalls.Delete("shop/db", false, Optional.of(31))));
    }

    @Test
    void onlyDeprecatedVersionsOlderThanADayAreDropped() {
        create("shop/db", "one");
        for (int i = 0; i < 150; i++) {
            put("%032d".formatted(i), "value " + i);
        }
        assertThat(versions()).as("the young are kept").isEqualTo(151);
        timeline.advance(Duration.ofHours(25));
        put(SECOND, "two");
        assertThat(versions()).isEqualTo(Secret.VERSIONS_MAX);
        assertThat(current()).isEqualTo("two");
    }

    @Test
    void aValueIsNeverShown() {
        assertThat(create("shop/db", "hunter2").toString()).doesNotContain("hunter2");
        assertThat(SecretCalls.Put.text("a", FIRST, "hunter2").toString()).doesNotContain("hunter2");
    }

    private SecretView create(String name, String text) {
        return create(name, FIRST, text);
    }

    private SecretView create(String name, String token, String text) {
        return secrets.create(
                VIRGINIA,
                new SecretCalls.Create(
                        name,
                        Optional.of(token),
                        Optional.of(new SecretValue.Text(text)),
                        SecretView.Details.NONE,
                        SecretCalls.Replication.NONE));
    }

    private SecretVersion put(String token, String text, String... stages) {
        return secrets.put(VIRGINIA, SecretCalls.Put.text("shop/db", token, text, stages));
    }

    private void move(String stage, String to, String from) {
        secrets.moveStage(
                VIRGINIA,
                new SecretCalls.MoveStage("shop/db", stage, Optional.ofNullable(to), Optional.ofNullable(from)));
    }

    private String current() {
        return text(SecretCalls.Which.CURRENT);
    }

    private String text(SecretCalls.Which which) {
        return ((SecretValue.Text) secrets.value(VIRGINIA, "shop/db", which).value()).text();
    }

    private Set<String> stages(String versionId) {
        return secrets.value(VIRGINIA, "shop/db", SecretCalls.Which.version(versionId))
                .stages();
    }

    private int versions() {
        return secrets.describe(VIRGINIA, "shop/db").versions().size();
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
