package dev.changeover.core.guard;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.AlarmView;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/**
 * One change of one alarm, as it was told. The same change is told several times and in several forms; what makes it
 * the same is the alarm and {@code stateTime}.
 *
 * @param stateTime when the alarm changed, to the millisecond, which is as fine as each form says it
 * @param receivedAt when this telling arrived
 */
public record AlarmEvent(AlarmArn alarm, AlarmView.Value value, Instant stateTime, Instant receivedAt) {
    /** 96 bits of a digest: no two events of one account will ever share them. */
    private static final int DIGEST_CHARACTERS = 24;

    public AlarmEvent {
        stateTime = stateTime.truncatedTo(ChronoUnit.MILLIS);
    }

    /** The event's name among all events of all alarms. */
    public String key() {
        return alarm + "@" + stateTime;
    }

    /** The one changeover of {@code application} that this event may start, however often it is told. */
    public ChangeoverId changeoverOf(ApplicationName application) {
        return new ChangeoverId("alarm-" + digest(application + "|" + key()));
    }

    static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, DIGEST_CHARACTERS);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
