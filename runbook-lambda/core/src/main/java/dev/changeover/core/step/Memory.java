package dev.changeover.core.step;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Timeouts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

/**
 * What the journal remembers for a step's rule to decide with.
 *
 * @param asked what the step has asked of the world so far
 * @param waited how long the step has been running under its present driver
 * @param now the time of this turn
 */
public record Memory(ChangeoverId id, Timeouts timeouts, Asked asked, Duration waited, Instant now) {

    /**
     * The client token of this changeover's write to a secret. Made of the changeover and the purpose, never of the
     * endpoint: a replayed token does not move AWSCURRENT back, so a second move to the same Region needs another.
     */
    public String token(String purpose) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((id.value() + "/" + purpose).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }

    Duration since(Instant then) {
        return Duration.between(then, now);
    }
}
