package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.UUID;

/** Names of secrets. AWS draws them at random; here they follow from what came before, so a run can be repeated. */
final class SecretArns {
    private static final String PREFIX = "arn:aws:secretsmanager:";
    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    /** Characters AWS appends to a secret's name, after a dash; AWS page "What's in a secret", read 2026. */
    private static final int SUFFIX_LENGTH = 6;

    private SecretArns() {}

    /** {@code turn} makes a secret that is created again differ from the one that was deleted. */
    static String arn(Region region, String name, long turn) {
        UUID seed = UUID.nameUUIDFromBytes((region + "/" + name + "/" + turn).getBytes(StandardCharsets.UTF_8));
        var random = new SplittableRandom(seed.getMostSignificantBits());
        var suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return PREFIX + region + ":" + Account.ID + ":secret:" + name + "-" + suffix;
    }

    /** A replica's ARN is its primary's but for the Region. */
    static String inRegion(String arn, Region region) {
        String rest = arn.substring(PREFIX.length());
        return PREFIX + region + rest.substring(rest.indexOf(':'));
    }

    static String versionId(long turn) {
        return UUID.nameUUIDFromBytes(("version/" + turn).getBytes(StandardCharsets.UTF_8))
                .toString();
    }

    static boolean isArn(String secretId) {
        return secretId.startsWith("arn:");
    }

    /** An ARN may leave out the suffix. */
    static boolean means(String secretId, String arn) {
        return secretId.equals(arn) || secretId.equals(arn.substring(0, arn.length() - SUFFIX_LENGTH - 1));
    }
}
