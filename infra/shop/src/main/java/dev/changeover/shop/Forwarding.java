package dev.changeover.shop;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where reads go while the writer may be in the other Region. Writes always go to the writer: Aurora's secondary would
 * forward them there, the shop sends them itself.
 */
public sealed interface Forwarding {
    /** Everything is asked of the writer. */
    record Off() implements Forwarding {}

    /** Reads are answered by a reader of the shop's own Region, as fresh as {@code consistency} asks. */
    record Local(String host, int port, Consistency consistency) implements Forwarding {}

    /** How fresh a local read is: the words of Aurora PostgreSQL's {@code apg_write_forward.consistency_mode}. */
    enum Consistency {
        /** As fresh as the reader happens to be. */
        EVENTUAL,
        /** Not older than the last write this shop made. */
        SESSION,
        /** Not older than the last write anybody made before the read began. */
        GLOBAL
    }

    /** {@code mode} is off or a consistency, {@code reader} is host and port. */
    static Forwarding parse(String mode, String reader) {
        if (mode.equals("off")) {
            return new Off();
        }
        Consistency consistency = consistency(mode);
        Matcher address = Pattern.compile("([^:]+):([0-9]{1,5})").matcher(reader);
        if (!address.matches()) {
            throw new IllegalArgumentException(
                    "SHOP_READER must be the host:port of this Region's reader, not \"" + reader + "\"");
        }
        return new Local(address.group(1), Integer.parseInt(address.group(2)), consistency);
    }

    private static Consistency consistency(String mode) {
        for (Consistency consistency : Consistency.values()) {
            if (consistency.name().toLowerCase(Locale.ROOT).equals(mode)) {
                return consistency;
            }
        }
        throw new IllegalArgumentException(
                "SHOP_WRITE_FORWARDING must be one of off, eventual, session, global, not \"" + mode + "\"");
    }
}
