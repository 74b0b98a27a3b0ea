package dev.changeover.twin.account;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.twin.Doors;
import dev.changeover.twin.edge.Edge;
import dev.changeover.twin.edge.Patience;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.s3.SiteDoor;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;

/** The shop's site as in the workshop: its bucket is blocked by S3's API, and the shopper sees nothing of it. */
class SiteEstateTest {
    private static final Patience SHORTEST = new Patience(1, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final Doors doors = Doors.open();
    private final SiteEstate estate = new SiteEstate(doors.account);
    private final HttpClient shopper = HttpClient.newHttpClient();
    private SiteDoor east;
    private SiteDoor west;
    private Edge edge;

    @BeforeEach
    void openTheSite() {
        byte[] page = "unicorns".getBytes(StandardCharsets.UTF_8);
        estate.upload(List.of(
                new SiteEstate.Page("index.html", "text/html", page),
                new SiteEstate.Page("en/a.html", "text/html", page)));
        east = sites(Regions.US_EAST_1, 0);
        west = sites(Regions.US_WEST_2, 1);
        var nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9); // no test asks for the shop itself
        edge = Edge.open(
                doors.account.ports().edge(),
                estate.distribution(Duration.ofSeconds(1), SHORTEST),
                nobody,
                doors.account.timeline()::now);
    }

    @AfterEach
    void close() {
        shopper.close();
        edge.close();
        east.close();
        west.close();
        doors.close();
    }

    @Test
    void aBlockedBucketIsServedByTheOtherRegionUntilItIsUnblocked() throws Exception {
        assertThat(origin("/")).isEqualTo("primary");
        try (S3Client s3 = doors.client(S3Client.builder().forcePathStyle(true), Regions.US_EAST_1)) {
            s3.putPublicAccessBlock(put -> put.bucket(SiteEstate.PRIMARY_BUCKET)
                    .publicAccessBlockConfiguration(
                            block -> block.blockPublicPolicy(true).restrictPublicBuckets(true)));
            assertThat(origin("/en/a.html")).isEqualTo("secondary");
            s3.deletePublicAccessBlock(delete -> delete.bucket(SiteEstate.PRIMARY_BUCKET));
        }
        assertThat(origin("/en/a.html?again")).isEqualTo("primary");
    }

    @Test
    void aDarkRegionsPagesComeFromTheOtherOne() throws Exception {
        doors.account.regions().darken(Regions.US_EAST_1);
        assertThat(origin("/")).isEqualTo("secondary");
    }

    @Test
    void whatIsMissingIsMissingInBothAndDoesNotFailOver() throws Exception {
        var missing = get("/none.html");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.headers().firstValue("X-Twin-Origin")).contains("primary");
    }

    private SiteDoor sites(Region region, int index) {
        var account = doors.account;
        return SiteDoor.open(region, account.ports().sites(index), account.faults(), account.buckets());
    }

    private String origin(String path) throws IOException, InterruptedException {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("unicorns");
        return answer.headers().firstValue("X-Twin-Origin").orElse("");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + edge.port() + path))
                .build();
        return shopper.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
