package dev.changeover.shop.traffic;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;

/** Holds what shoppers were promised against what the database has. */
public final class LostWrites {
    /** Ids asked about at once: 16 KB a question. */
    static final int BATCH = 1_000;

    private LostWrites() {}

    /** The ids that have no row in {@code orders}, in the order given. */
    public static Set<UUID> missing(Connection connection, Collection<UUID> acknowledged) throws SQLException {
        var missing = new LinkedHashSet<>(acknowledged);
        List<UUID> ids = new ArrayList<>(missing);
        for (int start = 0; start < ids.size(); start += BATCH) {
            missing.removeAll(present(connection, ids.subList(start, Math.min(ids.size(), start + BATCH))));
        }
        return missing;
    }

    public static Set<UUID> missing(DataSource database, Collection<UUID> acknowledged) throws SQLException {
        try (Connection connection = database.getConnection()) {
            return missing(connection, acknowledged);
        }
    }

    /** {@code access} holds {@code user}, {@code password} and whatever else the driver shall know. */
    public static Set<UUID> missing(String jdbcUrl, Properties access, Collection<UUID> acknowledged)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(jdbcUrl, access)) {
            return missing(connection, acknowledged);
        }
    }

    private static Set<UUID> present(Connection connection, List<UUID> ids) throws SQLException {
        try (var select = connection.prepareStatement("SELECT id FROM orders WHERE id = ANY (?)")) {
            select.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
            try (ResultSet row = select.executeQuery()) {
                var present = new HashSet<UUID>();
                while (row.next()) {
                    present.add(row.getObject(1, UUID.class));
                }
                return present;
            }
        }
    }
}
