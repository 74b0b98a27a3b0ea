package dev.changeover.journal;

import dev.changeover.core.audit.AuditEntry;

/** Entries of the audit, to and from one line of JSON. As strict as {@link EventJson}. */
public final class AuditJson {
    private AuditJson() {}

    public static String write(AuditEntry entry) {
        return EventJson.MAPPER.writeValueAsString(entry);
    }

    /** Reads what {@link #write} wrote; anything else is a store that somebody has to look at. */
    public static AuditEntry read(String line) {
        return GuardJson.read(line, AuditEntry.class);
    }
}
