package dev.changeover.shop;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SchemaTest {
    private final World world = new World();

    @BeforeEach
    void create() {
        world.east.execute("DROP DATABASE IF EXISTS empty", "CREATE DATABASE empty");
    }

    @AfterEach
    void close() {
        world.close();
        world.east.unfence();
        world.east.execute("DROP DATABASE empty");
    }

    @Test
    void isMadeOnceWhenManyShopsMeetAnEmptyWriter() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = Stream.generate(() -> (Callable<Boolean>) this::ensure)
                    .limit(8)
                    .toList();
            assertThat(threads.invokeAll(asked)).map(Future::resultNow).containsOnly(true);
        }
        try (Connection connection = connect();
                var row = connection.createStatement().executeQuery("SELECT count(*) FROM unicorn")) {
            row.next();
            assertThat(row.getInt(1)).isEqualTo(8);
        }
    }

    @Test
    void waitsForAWriterWhereItMayNotWrite() throws Exception {
        world.east.fence();
        assertThat(ensure()).isFalse();
        world.east.unfence();
        assertThat(ensure()).isTrue();
    }

    private boolean ensure() throws Exception {
        try (Connection connection = connect()) {
            connection.setAutoCommit(false);
            return Schema.ensure(connection);
        }
    }

    private Connection connect() throws Exception {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + world.east.port() + "/empty",
                PostgresServer.USER,
                PostgresServer.PASSWORD);
    }
}
