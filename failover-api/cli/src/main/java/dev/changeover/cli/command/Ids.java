package dev.changeover.cli.command;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Names new changeovers so that a person can say over the phone which is meant. */
final class Ids {
    /** Two changeovers of an application that begin in the same second would need the same of 36^4 suffixes. */
    private static final int SUFFIX_LENGTH = 4;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'-'HHmmss").withZone(ZoneOffset.UTC);

    private Ids() {}

    /** Such as {@code shop-20261121-211140-x7k2}. */
    static ChangeoverId fresh(ApplicationName application, Instant now) {
        var random = new SecureRandom();
        var suffix = new StringBuilder();
        for (int i = 0; i < SUFFIX_LENGTH; i++) {
            suffix.append(Character.forDigit(random.nextInt(Character.MAX_RADIX), Character.MAX_RADIX));
        }
        return new ChangeoverId(application + "-" + TIME.format(now) + "-" + suffix);
    }
}
