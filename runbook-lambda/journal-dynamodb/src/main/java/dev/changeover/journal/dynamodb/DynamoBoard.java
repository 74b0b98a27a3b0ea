package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.JournalProbe;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.core.ready.ReadinessReport;
import dev.changeover.journal.ReadinessJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Readiness in the journal's table: {@code APPLICATION#name / READINESS#place} holds a place's latest report; {@code
 * READINESS / PROBE#region} is the mark by which the table is tried in that Region and no other.
 */
public final class DynamoBoard implements ReadinessBoard, JournalProbe, AutoCloseable {
    private static final String REPORT = "READINESS#";

    private final Store store;
    private final Map<Region, Store> each = new HashMap<>();

    public DynamoBoard(JournalPlace place) {
        this.store = new Store(place);
        place.regions()
                .forEach(region -> each.put(
                        region, new Store(new JournalPlace(place.table(), List.of(region), place.endpoint()))));
    }

    /** Times are compared as numbers: milliseconds since 1970. */
    @Override
    public Optional<PortFailure> post(ReadinessReport report) {
        var change = new Store.Change(
                Store.key("APPLICATION#" + report.application(), REPORT + report.place()),
                "SET #report = :report, #at = :at",
                "attribute_not_exists(#pk) OR #at <= :at",
                Map.of(
                        ":report", AttributeValue.fromS(ReadinessJson.write(report)),
                        ":at", AttributeValue.fromN(Long.toString(report.at().toEpochMilli()))));
        try {
            store.write(change); // kept, or a newer one hangs there
            return Optional.empty();
        } catch (Unreached failed) {
            return Optional.of(failed.why());
        }
    }

    @Override
    public List<ReadinessReport> latest(ApplicationName application) {
        try {
            return store.items("APPLICATION#" + application, REPORT).stream()
                    .map(item -> ReadinessJson.read(item.get("report").s()))
                    .toList();
        } catch (Unreached failed) {
            throw failed.unread("the readiness");
        }
    }

    /** Each Region by itself: that another would answer instead is just what must not be taken for an answer. */
    @Override
    public List<Tried> look(Instant now) {
        List<Tried> tried = new ArrayList<>();
        each.forEach((region, only) -> tried.add(new Tried(region.code(), failure(region, only, now), now)));
        return List.copyOf(tried);
    }

    private static Optional<PortFailure> failure(Region region, Store only, Instant now) {
        Map<String, AttributeValue> key = Store.key("READINESS", "PROBE#" + region);
        AttributeValue mark = AttributeValue.fromS(now.toString());
        try {
            only.write(new Store.Change(
                    key, "SET #at = :at", "attribute_not_exists(#pk) OR #at <= :at", Map.of(":at", mark)));
            return only.item(key).isPresent()
                    ? Optional.empty()
                    : Optional.of(new PortFailure(PortFailure.Code.INVALID, "the mark is not there in " + region));
        } catch (Unreached failed) {
            return Optional.of(failed.why());
        }
    }

    @Override
    public void close() {
        store.close();
        each.values().forEach(Store::close);
    }
}
