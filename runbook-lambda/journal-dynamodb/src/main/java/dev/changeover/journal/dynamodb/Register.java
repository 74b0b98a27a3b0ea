package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * An application's item: its latest changeover, which is live until its own item says that it ended.
 *
 * @param number how many changeovers there have been
 * @param opening the opening of the latest, while the changeover's own item may not be there yet
 */
record Register(ApplicationName application, ChangeoverId last, int number, Optional<Opening> opening) {
    private static final String SORT_KEY = "HEAD";
    private static final String HISTORY = "HISTORY#";

    /** Everything that is needed to finish an opening, whoever began it. */
    record Opening(ApplicationName application, ChangeoverId id, String opener, String line) {}

    static String partition(ApplicationName application) {
        return "APPLICATION#" + application;
    }

    static Map<String, AttributeValue> key(ApplicationName application) {
        return Store.key(partition(application), SORT_KEY);
    }

    static Register of(ApplicationName application, Map<String, AttributeValue> item) {
        var last = new ChangeoverId(item.get("last").s());
        return new Register(
                application,
                last,
                Integer.parseInt(item.get("number").n()),
                Optional.ofNullable(item.get("opening"))
                        .map(line -> new Opening(
                                application, last, item.get("opener").s(), line.s())));
    }

    /** Names the changeover the latest, if the register is as it was read: both its promises in one write. */
    static Store.Change change(Opening opening, Optional<Register> read) {
        int number = read.map(Register::number).orElse(0);
        var next = Map.of(
                ":id", AttributeValue.fromS(opening.id().value()),
                ":opener", AttributeValue.fromS(opening.opener()),
                ":line", AttributeValue.fromS(opening.line()),
                ":next", AttributeValue.fromN(Integer.toString(number + 1)));
        Map<String, AttributeValue> values = new HashMap<>(next);
        if (read.isPresent()) {
            values.put(":number", AttributeValue.fromN(Integer.toString(number)));
        }
        return new Store.Change(
                key(opening.application()),
                "SET #last = :id, #opener = :opener, #opening = :line, #number = :next",
                read.isPresent() ? "#number = :number AND attribute_not_exists(#opening)" : "attribute_not_exists(#pk)",
                values);
    }

    /** The register as that change leaves it. */
    static Register opened(Opening opening, Optional<Register> read) {
        int number = read.map(Register::number).orElse(0);
        return new Register(opening.application(), opening.id(), number + 1, Optional.of(opening));
    }

    /** Forgets the opening once it is finished. */
    static Store.Change settled(Opening opening) {
        return new Store.Change(
                key(opening.application()),
                "REMOVE #opening",
                "#opener = :opener",
                Map.of(":opener", AttributeValue.fromS(opening.opener())));
    }

    /** The line of the application's history. */
    Map<String, AttributeValue> line() {
        Map<String, AttributeValue> item =
                new HashMap<>(Store.key(partition(application), HISTORY + "%06d".formatted(number)));
        item.put("id", AttributeValue.fromS(last.value()));
        return item;
    }

    static String history() {
        return HISTORY;
    }
}
