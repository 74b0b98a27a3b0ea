package dev.changeover.acceptance;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How often the database has really moved. PostgreSQL begins a new timeline at each promotion, whoever asked for it and
 * whatever any journal says.
 */
final class Timelines {
    private Timelines() {}

    /** The timeline of the writer that the Region's secret names. */
    static int of(LiveTwin twin, String region) {
        JsonNode secret = secret(twin, region);
        var access = new Properties();
        access.setProperty("user", secret.path("username").asString());
        access.setProperty("password", secret.path("password").asString());
        String url = "jdbc:postgresql://127.0.0.1:" + secret.path("port").asInt() + "/"
                + secret.path("dbname").asString();
        // The first eight digits of a log file's name are its timeline.
        String sql = "SELECT substr(pg_walfile_name(pg_current_wal_lsn()), 1, 8)";
        try (var connection = DriverManager.getConnection(url, access);
                var statement = connection.createStatement();
                var row = statement.executeQuery(sql)) {
            row.next();
            return Integer.parseInt(row.getString(1), 16);
        } catch (SQLException refused) {
            throw new AssertionError("the writer in " + region + " does not answer", refused);
        }
    }

    private static JsonNode secret(LiveTwin twin, String region) {
        var credentials = StaticCredentialsProvider.create(AwsBasicCredentials.create("twin", "twin"));
        try (var secrets = SecretsManagerClient.builder()
                .endpointOverride(
                        java.net.URI.create("http://127.0.0.1:" + twin.ports().gateway()))
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build()) {
            String text =
                    secrets.getSecretValue(ask -> ask.secretId("shop/database")).secretString();
            return JsonMapper.shared().readTree(text);
        }
    }
}
