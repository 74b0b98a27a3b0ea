package dev.changeover.twin.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A bucket's web site, as browsers meet it. */
class SiteDoorTest {
    private static final String BUCKET = "active-primary-uibucket-us-east-1";
    private static final String EVERYBODY =
            "{\"Statement\":{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":"
                    + "\"arn:aws:s3:::"
                    + BUCKET + "/*\"}}";

    private final Timeline timeline = Timeline.real();
    private final Regions regions = new Regions(timeline);
    private final Faults faults = new Faults(regions);
    private final Buckets buckets = new Buckets(timeline);
    private final HttpClient browser = HttpClient.newHttpClient();
    private SiteDoor door;

    @BeforeEach
    void openASite() throws IOException {
        door = SiteDoor.open(Regions.US_EAST_1, freePort(), faults, buckets);
        buckets.create(Regions.US_EAST_1, BUCKET);
        buckets.block(Regions.US_EAST_1, BUCKET, Optional.empty());
        buckets.policy(Regions.US_EAST_1, BUCKET, Optional.of(BucketPolicy.parse(BUCKET, EVERYBODY)));
        buckets.website(Regions.US_EAST_1, BUCKET, Optional.of(new Website("index.html", Optional.of("error.html"))));
        put("index.html", "home");
        put("en/index.html", "home, in English");
    }

    @AfterEach
    void close() {
        browser.close();
        door.close();
        timeline.close();
    }

    @Test
    void showsPublicObjectsAndTheIndexOfFolders() throws Exception {
        var home = get("/");
        assertThat(home.statusCode()).isEqualTo(200);
        assertThat(home.body()).isEqualTo("home");
        assertThat(home.headers().firstValue("Content-Type")).contains("text/html");
        assertThat(get("/en/").body()).isEqualTo("home, in English");
        assertThat(get("/en").headers().firstValue("Location")).contains("/" + BUCKET + "/en/");
    }

    @Test
    void showsTheErrorDocumentForWhatIsMissing() throws Exception {
        assertThat(get("/none").body()).contains("404 Not Found", "Code: NoSuchKey");
        put("error.html", "we are sorry");
        var missing = get("/none");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).isEqualTo("we are sorry");
    }

    @Test
    void blockingAllPublicAccessAnswers403InS3sOwnPageUntilItIsUndone() throws Exception {
        buckets.block(Regions.US_EAST_1, BUCKET, Optional.of(PublicAccessBlock.ALL));
        var blocked = get("/");
        assertThat(blocked.statusCode()).isEqualTo(403);
        assertThat(blocked.body()).contains("<h1>403 Forbidden</h1>", "Code: AccessDenied", "RequestId");

        buckets.block(Regions.US_EAST_1, BUCKET, Optional.empty());
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    @Test
    void withoutAPolicyNothingIsPublic() throws Exception {
        buckets.policy(Regions.US_EAST_1, BUCKET, Optional.empty());
        assertThat(get("/").statusCode()).isEqualTo(403);
    }

    @Test
    void saysThatABucketOrItsSiteIsNotThere() throws Exception {
        assertThat(send("/nowhere/").body()).contains("Code: NoSuchBucket");
        buckets.website(Regions.US_EAST_1, BUCKET, Optional.empty());
        assertThat(get("/").body()).contains("Code: NoSuchWebsiteConfiguration");
    }

    @Test
    void findsTheBucketInTheHostsName() {
        String host = BUCKET + "." + SiteDoor.zone(Regions.US_EAST_1) + ":4610";
        assertThat(SiteAddress.of(Regions.US_EAST_1, host, "/en/")).contains(new SiteAddress(BUCKET, "/en/", ""));
    }

    @Test
    void refusesConnectionsWhileItsRegionIsDark() throws Exception {
        regions.darken(Regions.US_EAST_1);
        assertThatThrownBy(() -> get("/")).isInstanceOf(ConnectException.class);
        regions.recover(Regions.US_EAST_1);
        assertThat(get("/").body()).isEqualTo("home");
    }

    @Test
    void meetsTheFaultsThatArePlannedForS3() throws Exception {
        var s3 = Faults.Scope.ALL.service("s3");
        faults.planNext(1, s3, new Fault.Broken());
        assertThat(get("/").statusCode()).isEqualTo(500);
        faults.planNext(1, s3, new Fault.Throttle());
        assertThat(get("/").body()).contains("Code: SlowDown");
        faults.planNext(1, s3, new Fault.Silent());
        assertThatThrownBy(() -> get("/")).isInstanceOf(HttpTimeoutException.class);
        assertThat(get("/").statusCode()).isEqualTo(200);
    }

    private void put(String key, String text) {
        var kind = new StoredObject.Kind("text/html", Optional.empty());
        buckets.put(Regions.US_EAST_1, BUCKET, key, text.getBytes(StandardCharsets.UTF_8), kind);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send("/" + BUCKET + path);
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + door.port() + path))
                .timeout(Duration.ofSeconds(2))
                .build();
        return browser.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
