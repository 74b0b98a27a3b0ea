package dev.changeover.twin.route53;

import java.time.Instant;
import java.util.Optional;

/** A batch of changes on its way to the name servers. */
public record Change(String id, Status status, Instant submitted, Optional<String> comment) {
    public enum Status {
        PENDING,
        INSYNC
    }

    /** One entry of a batch. */
    public record Entry(Action action, RecordSet records) {}

    public enum Action {
        CREATE,
        UPSERT,
        DELETE
    }
}
