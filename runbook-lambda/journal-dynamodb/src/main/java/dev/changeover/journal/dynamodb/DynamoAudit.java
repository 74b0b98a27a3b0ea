package dev.changeover.journal.dynamodb;

import dev.changeover.core.audit.AuditEntry;
import dev.changeover.core.audit.AuditStore;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.port.PortFailure;
import dev.changeover.journal.AuditJson;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * The audit in the journal's table: {@code AUDIT#2026-11 / MILLISECONDS#token}, one item an entry, written once. The
 * partition is the month in UTC, so a page of the newest is one query, of every application or of one.
 */
public final class DynamoAudit implements AuditStore, AutoCloseable {
    /** A page goes back over a whole year and the month that is not over. */
    static final int MONTHS_MAX = 13;

    private final Store store;

    public DynamoAudit(JournalPlace place) {
        this.store = new Store(place);
    }

    /** A write whose reply was lost meets its own item when it is repeated: that is kept too. */
    @Override
    public Optional<PortFailure> keep(AuditEntry entry) {
        Map<String, AttributeValue> item =
                new HashMap<>(Store.key(partition(month(entry.at())), sortKey(entry.at()) + "#" + UUID.randomUUID()));
        item.put("line", AttributeValue.fromS(AuditJson.write(entry)));
        entry.application().ifPresent(name -> item.put("application", AttributeValue.fromS(name.value())));
        try {
            store.add(item);
            return Optional.empty();
        } catch (Unreached failed) {
            return Optional.of(failed.why());
        }
    }

    @Override
    public List<AuditEntry> newest(Optional<ApplicationName> application, Instant latest, int most) {
        List<AuditEntry> entries = new ArrayList<>();
        YearMonth month = month(latest);
        try {
            for (int months = 0; months < MONTHS_MAX && entries.size() < most; months++) {
                // '~' is behind the token of every entry of that millisecond.
                var part = new Store.Part(partition(month.minusMonths(months)), sortKey(latest) + "~");
                store.before(part, item -> isOf(application, item), most - entries.size())
                        .forEach(item -> entries.add(read(item)));
            }
            return List.copyOf(entries);
        } catch (Unreached failed) {
            throw failed.unread("the audit");
        }
    }

    private static boolean isOf(Optional<ApplicationName> application, Map<String, AttributeValue> item) {
        return application
                .map(name -> AttributeValue.fromS(name.value()))
                .filter(name -> !name.equals(item.get("application")))
                .isEmpty();
    }

    private static AuditEntry read(Map<String, AttributeValue> item) {
        return AuditJson.read(item.get("line").s());
    }

    private static YearMonth month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC));
    }

    private static String partition(YearMonth month) {
        return "AUDIT#" + month;
    }

    /** Milliseconds since 1970, with as many digits as the year 5000 needs, so that texts sort as times. */
    private static String sortKey(Instant at) {
        return "%014d".formatted(at.toEpochMilli());
    }

    @Override
    public void close() {
        store.close();
    }
}
