package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.journal.dynamodb.Store.Wrote;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Marks in the journal's table, under {@code CHANGEOVER#id / NOTICES}: one conditional write moves one. */
public final class DynamoNoticeMarks implements NoticeMarks, AutoCloseable {
    private final Store store;

    public DynamoNoticeMarks(JournalPlace place) {
        this.store = new Store(place);
    }

    @Override
    public int told(ChangeoverId changeover) {
        try {
            return store.item(key(changeover))
                    .map(item -> Integer.valueOf(item.get("told").n()))
                    .orElse(0);
        } catch (Unreached failed) {
            throw failed.unread("the marks");
        }
    }

    /** A write whose reply was lost is found again where it would have led, and then counts as moved. */
    @Override
    public boolean advance(ChangeoverId changeover, int from, int to) {
        Map<String, AttributeValue> values = new HashMap<>(Map.of(":to", number(to)));
        if (from > 0) {
            values.put(":from", number(from));
        }
        var change = new Store.Change(
                key(changeover), "SET #told = :to", from > 0 ? "#told = :from" : "attribute_not_exists(#pk)", values);
        try {
            return switch (store.write(change)) {
                case Wrote.Kept _ -> true;
                case Wrote.Refused(var found) -> number(to).equals(found.get("told"));
            };
        } catch (Unreached failed) {
            return false;
        }
    }

    @Override
    public void close() {
        store.close();
    }

    private static Map<String, AttributeValue> key(ChangeoverId changeover) {
        return Store.key(Head.partition(changeover), "NOTICES");
    }

    private static AttributeValue number(int value) {
        return AttributeValue.fromN(Integer.toString(value));
    }
}
