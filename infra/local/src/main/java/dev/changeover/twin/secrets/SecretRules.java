package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/** What Secrets Manager asks of its inputs; lengths from botocore's secretsmanager 2017-10-17 model. */
final class SecretRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@-]{1,512}");
    private static final int TOKEN_LENGTH_MIN = 32;
    private static final int TOKEN_LENGTH_MAX = 64;

    /** Bytes; AWS Secrets Manager quotas, read 2026. */
    static final int VALUE_BYTES_MAX = 65_536;

    /** Days; AWS page DeleteSecret, read 2026. */
    static final int RECOVERY_DAYS_MIN = 7;

    static final int RECOVERY_DAYS_MAX = 30;

    private SecretRules() {}

    static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw SecretFaults.parameter("Invalid name. Must be a valid name containing alphanumeric characters, or any"
                    + " of the following: -/_+=.@!");
        }
    }

    static void requireToken(String token) {
        if (token.length() < TOKEN_LENGTH_MIN || token.length() > TOKEN_LENGTH_MAX) {
            throw SecretFaults.parameter("ClientRequestToken must be 32-64 characters long.");
        }
    }

    static void requireSize(SecretValue value) {
        int bytes = switch (value) {
            case SecretValue.Text(var text) -> text.getBytes(StandardCharsets.UTF_8).length;
            case SecretValue.Binary(var base64) -> base64.length() / 4 * 3;
        };
        if (bytes == 0 || bytes > VALUE_BYTES_MAX) {
            throw SecretFaults.parameter(
                    "A secret value must have a length from 1 to " + VALUE_BYTES_MAX + " bytes, not " + bytes + ".");
        }
    }

    static void requireReplicaRegions(Region own, List<Region> replicas) {
        if (replicas.contains(own) || replicas.stream().distinct().count() != replicas.size()) {
            throw SecretFaults.parameter("Invalid replica region.");
        }
    }

    static void requireWindow(SecretCalls.Delete call) {
        if (call.force() && call.recoveryWindowDays().isPresent()) {
            throw SecretFaults.parameter(
                    "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
        }
        int days = call.recoveryWindowDays().orElse(RECOVERY_DAYS_MAX);
        if (days < RECOVERY_DAYS_MIN || days > RECOVERY_DAYS_MAX) {
            throw SecretFaults.parameter("The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
    }
}
