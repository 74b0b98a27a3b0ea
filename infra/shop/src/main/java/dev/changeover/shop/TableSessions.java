package dev.changeover.shop;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** Sessions as items of the global table: both Regions have them, whichever of them writes the database. */
final class TableSessions implements Sessions {
    private static final String SORT = "SESSION";

    private final Shelf shelf;

    TableSessions(Shelf shelf) {
        this.shelf = shelf;
    }

    /** The account a session names; whether there still is such an account only the database knows. */
    Optional<UUID> named(Request request) {
        return request.token()
                .map(token -> shelf.at(partition(token), SORT))
                .filter(item -> !item.isEmpty() && !ended(item))
                .map(item -> UUID.fromString(item.get("account").s()));
    }

    @Override
    public Visitor visitor(Request request) {
        Optional<UUID> named = named(request);
        return connection -> confirmed(connection, named);
    }

    /** A session may outlive its account: that of a sign-up which an ungraceful move has lost. */
    static Optional<UUID> confirmed(Connection connection, Optional<UUID> named) throws SQLException {
        if (named.isEmpty()) {
            return named;
        }
        try (PreparedStatement select = connection.prepareStatement("SELECT FROM account WHERE id = ?")) {
            select.setObject(1, named.get());
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? named : Optional.empty();
            }
        }
    }

    @Override
    public Outcome<UUID> open(String token, UUID account) {
        Map<String, AttributeValue> item = new HashMap<>(Shelf.key(partition(token), SORT));
        item.put("account", AttributeValue.fromS(account.toString()));
        item.put(
                "expiresAt",
                AttributeValue.fromN(Long.toString(Instant.now().plus(LENGTH).getEpochSecond())));
        try {
            shelf.put(item);
            return new Outcome.Committed<>(account);
        } catch (Away away) {
            return new Outcome.Unavailable<>(away.getMessage());
        }
    }

    @Override
    public Outcome<Boolean> close(Request request) {
        try {
            request.token().ifPresent(token -> shelf.remove(partition(token), SORT));
            return new Outcome.Committed<>(true);
        } catch (Away away) {
            return new Outcome.Unavailable<>(away.getMessage());
        }
    }

    /** DynamoDB may take days to remove what has ended ("Time to live", developer guide, read 2026-11-22). */
    static boolean ended(Map<String, AttributeValue> item) {
        return Long.parseLong(item.get("expiresAt").n()) <= Instant.now().getEpochSecond();
    }

    private static String partition(String token) {
        return "SESSION#" + HexFormat.of().formatHex(Sessions.digest(token));
    }
}
