package dev.changeover.shop;

import dev.changeover.shop.SecretReader.Stage;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import tools.jackson.databind.node.ObjectNode;

/**
 * Proves that one version of the secret leads to a server that takes writes: reads the version, opens a connection of
 * its own, writes a row, commits, reads it back in another transaction, removes it.
 */
final class WriteProbe {
    /** Whoever verifies a changeover asks several times a second and must never wait longer than this. */
    static final Duration BUDGET = Duration.ofSeconds(2);

    private final SecretReader secrets;
    private final Database database;
    private final String region;
    private final String sslMode;

    WriteProbe(SecretReader secrets, Database database, String region, String sslMode) {
        this.secrets = secrets;
        this.database = database;
        this.region = region;
        this.sslMode = sslMode;
    }

    Reply show(Request request) {
        Stage stage = stage(request.query().getOrDefault("stage", Stage.AWSCURRENT.name()));
        var probing = new CompletableFuture<Reply>();
        Thread.ofVirtual().name("write-probe").start(() -> {
            try {
                probing.complete(probe(stage));
            } catch (RuntimeException bug) {
                probing.completeExceptionally(bug);
            }
        });
        try {
            return probing.get(BUDGET.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            return failed(Json.object(), "it took longer than " + BUDGET.toMillis() + " ms");
        } catch (ExecutionException bug) {
            throw new IllegalStateException("the write probe failed", bug);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            return failed(Json.object(), "the shop is closing");
        }
    }

    private static Stage stage(String name) {
        return switch (name) {
            case "AWSCURRENT" -> Stage.AWSCURRENT;
            case "AWSPENDING" -> Stage.AWSPENDING;
            default -> throw new BadRequest("\"stage\" must be AWSCURRENT or AWSPENDING.");
        };
    }

    private Reply probe(Stage stage) {
        long start = System.nanoTime();
        return switch (secrets.read(stage)) {
            case SecretView.Unreadable(var why, var _) -> failed(Json.object(), why);
            case SecretView.Named(var target, var _) -> {
                Reply reply = probe(target, start);
                if (stage == Stage.AWSPENDING && reply.status() == 200) {
                    database.expectMoveTo(target);
                }
                yield reply;
            }
        };
    }

    private Reply probe(DatabaseSecret target, long start) {
        ObjectNode body = Json.object().put("host", target.host()).put("port", target.port());
        try (Connection connection = Driver.connect(target, sslMode)) {
            connection.setAutoCommit(false);
            if (Pilot.refusesWrites(connection)) {
                return failed(body, target.host() + " refuses writes: it is a standby or fenced");
            }
            Schema.ensure(connection);
            if (!writesAndReadsBack(connection)) {
                return failed(body, "what was written to " + target.host() + " cannot be read back");
            }
        } catch (SQLException failure) {
            return failed(body, target.host() + " failed with SQLSTATE " + failure.getSQLState());
        }
        long ms = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return Reply.of(200, body.put("wrote", true).put("ms", ms));
    }

    private boolean writesAndReadsBack(Connection connection) throws SQLException {
        UUID id = UUID.randomUUID();
        try (PreparedStatement insert =
                        connection.prepareStatement("INSERT INTO write_probe (id, region) VALUES (?, ?)");
                PreparedStatement select = connection.prepareStatement("SELECT 1 FROM write_probe WHERE id = ?");
                PreparedStatement delete = connection.prepareStatement("DELETE FROM write_probe WHERE id = ?")) {
            insert.setObject(1, id);
            insert.setString(2, region);
            insert.executeUpdate();
            connection.commit();
            select.setObject(1, id);
            boolean back;
            try (ResultSet row = select.executeQuery()) {
                back = row.next();
            }
            delete.setObject(1, id);
            delete.executeUpdate();
            connection.commit();
            return back;
        }
    }

    private static Reply failed(ObjectNode body, String why) {
        return Reply.of(503, body.put("wrote", false).put("why", why));
    }
}
