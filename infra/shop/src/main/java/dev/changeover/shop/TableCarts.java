package dev.changeover.shop;

import dev.changeover.shop.Line.Wish;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Carts as items of the global table, one for each unicorn, so that two Regions that change different lines at once
 * disturb each other not at all, and of one line the last change stands.
 *
 * <p>Each change gives its line an id of its own. An order takes lines by their ids in its own transaction, and what
 * the database says is taken is in no cart any more, whatever the table says: so a line is sold once at most, in
 * whichever Region and however often it is asked for. Items are not deleted by an order. If an ungraceful move loses
 * the order, the lines are free again, and the shopper finds the cart as it was before.
 */
final class TableCarts implements Carts {
    /** A cart nobody touches is forgotten; chosen here. */
    private static final Duration LIFE = Duration.ofDays(30);

    private final Database database;
    private final TableSessions sessions;
    private final Shelf shelf;

    TableCarts(Database database, TableSessions sessions, Shelf shelf) {
        this.database = database;
        this.sessions = sessions;
        this.shelf = shelf;
    }

    /** A line of a cart; {@code id} is that of its latest change. */
    private record Kept(UUID id, Wish wish) {}

    @Override
    public Reply show(Request request) {
        Optional<UUID> account = sessions.named(request);
        List<Kept> kept = account.map(this::kept).orElse(List.of());
        return Reply.from(database.read(
                connection -> TableSessions.confirmed(connection, account).isEmpty()
                        ? Reply.notSignedIn()
                        : describe(connection, kept)));
    }

    @Override
    public Reply put(Request request) {
        var wish = Wish.of(request.json(), 0);
        var changed = new Kept(UUID.randomUUID(), wish);
        Optional<UUID> account = sessions.named(request);
        List<Kept> after = new ArrayList<>(account.map(this::kept).orElse(List.of()));
        after.removeIf(line -> line.wish().unicorn() == wish.unicorn());
        if (wish.quantity() > 0) {
            after.add(changed);
        }
        Reply reply = Reply.from(database.read(connection -> {
            if (TableSessions.confirmed(connection, account).isEmpty()) {
                return Reply.notSignedIn();
            }
            boolean known = !Line.priced(connection, List.of(wish)).isEmpty();
            return known ? describe(connection, after) : Reply.unknown(wish);
        }));
        if (reply.status() == 200) {
            keep(account.orElseThrow(), changed);
        }
        return reply;
    }

    private void keep(UUID account, Kept line) {
        if (line.wish().quantity() == 0) {
            shelf.remove(partition(account), sort(line.wish()));
            return;
        }
        Map<String, AttributeValue> item = new HashMap<>(Shelf.key(partition(account), sort(line.wish())));
        item.put("line", AttributeValue.fromS(line.id().toString()));
        item.put("unicorn", number(line.wish().unicorn()));
        item.put("quantity", number(line.wish().quantity()));
        item.put("expiresAt", number(Instant.now().plus(LIFE).getEpochSecond()));
        shelf.put(item);
    }

    @Override
    public Reply empty(Request request) {
        Optional<UUID> account = sessions.named(request);
        Reply reply = Reply.from(database.read(
                connection -> TableSessions.confirmed(connection, account).isEmpty()
                        ? Reply.notSignedIn()
                        : describe(connection, List.of())));
        if (reply.status() == 200) {
            UUID owner = account.orElseThrow();
            kept(owner).forEach(line -> shelf.remove(partition(owner), sort(line.wish())));
        }
        return reply;
    }

    @Override
    public Chosen chosen(Request request) {
        List<Kept> kept = sessions.named(request).map(this::kept).orElse(List.of());
        return (connection, _, order) -> Line.priced(connection, wishes(kept, take(connection, kept, order)));
    }

    /** The ids this order has got; the others are taken already. */
    private static Set<UUID> take(Connection connection, List<Kept> kept, UUID order) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("INSERT INTO cart_taken (line_id, order_id)"
                + " SELECT unnest(?), ? ON CONFLICT DO NOTHING RETURNING line_id")) {
            insert.setArray(1, ids(connection, kept));
            insert.setObject(2, order);
            return idsIn(insert);
        }
    }

    private static Reply describe(Connection connection, List<Kept> kept) throws SQLException {
        var free = new HashSet<>(kept.stream().map(Kept::id).toList());
        try (PreparedStatement select =
                connection.prepareStatement("SELECT line_id FROM cart_taken WHERE line_id = ANY (?)")) {
            select.setArray(1, ids(connection, kept));
            free.removeAll(idsIn(select));
        }
        return Reply.of(200, Line.describe(Json.object(), Line.priced(connection, wishes(kept, free))));
    }

    private static List<Wish> wishes(List<Kept> kept, Set<UUID> ids) {
        return kept.stream()
                .filter(line -> ids.contains(line.id()))
                .map(Kept::wish)
                .toList();
    }

    private static Array ids(Connection connection, List<Kept> kept) throws SQLException {
        return connection.createArrayOf("uuid", kept.stream().map(Kept::id).toArray());
    }

    private static Set<UUID> idsIn(PreparedStatement statement) throws SQLException {
        Set<UUID> ids = new HashSet<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                ids.add(row.getObject(1, UUID.class));
            }
        }
        return ids;
    }

    private List<Kept> kept(UUID account) {
        return shelf.under(partition(account)).stream()
                .filter(item -> !TableSessions.ended(item))
                .map(item -> new Kept(
                        UUID.fromString(item.get("line").s()),
                        new Wish(whole(item, "unicorn"), whole(item, "quantity"))))
                .toList();
    }

    private static int whole(Map<String, AttributeValue> item, String name) {
        return Integer.parseInt(item.get(name).n());
    }

    private static AttributeValue number(long number) {
        return AttributeValue.fromN(Long.toString(number));
    }

    private static String partition(UUID account) {
        return "CART#" + account;
    }

    private static String sort(Wish wish) {
        return "UNICORN#" + wish.unicorn();
    }
}
