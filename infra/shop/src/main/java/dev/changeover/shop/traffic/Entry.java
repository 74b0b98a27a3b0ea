package dev.changeover.shop.traffic;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/** One line of the ledger. {@code took} counts from the moment the shopper was due, so a late start is in it. */
public sealed interface Entry {
    /** When the shopper knew. */
    Instant at();

    /** The shop in {@code region} said 201 to this order: from now on it must never be missing. */
    record Acknowledged(Instant at, Duration took, String region, UUID order) implements Entry {}

    /**
     * A request got no good answer. A failed order may or may not be in the database; nobody was promised anything.
     *
     * @param region who said no, or {@link #NOBODY}
     * @param cause one sentence
     */
    record Failed(Instant at, Duration took, Kind kind, String region, String cause) implements Entry {}

    /** Stands where no Region answered. */
    String NOBODY = "-";

    /** What the shopper wanted. */
    enum Kind {
        READ,
        WRITE
    }
}
