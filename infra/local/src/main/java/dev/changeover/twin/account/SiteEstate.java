package dev.changeover.twin.account;

import dev.changeover.core.model.Region;
import dev.changeover.twin.edge.Behaviour;
import dev.changeover.twin.edge.Caching;
import dev.changeover.twin.edge.Distribution;
import dev.changeover.twin.edge.ErrorPage;
import dev.changeover.twin.edge.Origin;
import dev.changeover.twin.edge.OriginGroup;
import dev.changeover.twin.edge.PathPattern;
import dev.changeover.twin.edge.Patience;
import dev.changeover.twin.s3.BucketPolicy;
import dev.changeover.twin.s3.StoredObject;
import dev.changeover.twin.s3.Website;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Puts the shop's pages into a public bucket of each Region, and says how an edge serves them: the pages from the
 * primary Region's bucket, or else the secondary's; {@code /api/*} from wherever the shop's name leads.
 */
public final class SiteEstate {
    public static final String PRIMARY_BUCKET = "active-primary-uibucket-" + ShopEstate.PRIMARY;
    public static final String SECONDARY_BUCKET = "passive-secondary-uibucket-" + ShopEstate.SECONDARY;
    public static final String INDEX = "index.html";
    public static final String ERROR = "error.html";

    private static final Map<Region, String> BUCKETS =
            Map.of(ShopEstate.PRIMARY, PRIMARY_BUCKET, ShopEstate.SECONDARY, SECONDARY_BUCKET);

    /**
     * What counts as a failed bucket: blocked, or broken. A missing page does not: it is missing in both, and the
     * primary's error document says so.
     */
    private static final Set<Integer> FAILED = Set.of(403, 500, 502, 503, 504);

    /** The shop's port where its name has no SRV record. */
    private static final int HTTP = 80;

    private final TwinAccount account;

    /** One file of the site; {@code path} is its key. */
    @SuppressWarnings("ArrayRecordComponent") // the bytes are handed on and never changed or compared
    public record Page(String path, String contentType, byte[] bytes) {}

    public SiteEstate(TwinAccount account) {
        this.account = account;
    }

    /** Makes both buckets, lets everybody read them, and puts the same pages into both. */
    public void upload(List<Page> pages) {
        BUCKETS.forEach((region, bucket) -> {
            var buckets = account.buckets();
            buckets.create(region, bucket);
            buckets.block(region, bucket, Optional.empty());
            buckets.policy(region, bucket, Optional.of(BucketPolicy.parse(bucket, everybodyReads(bucket))));
            buckets.website(region, bucket, Optional.of(new Website(INDEX, Optional.of(ERROR))));
            pages.forEach(page -> buckets.put(
                    region,
                    bucket,
                    page.path(),
                    page.bytes(),
                    new StoredObject.Kind(page.contentType(), Optional.empty())));
        });
    }

    /**
     * How an edge is to serve the site.
     *
     * @param ttl how long a page is kept whose origin does not say
     * @param patience with the buckets; the shop has CloudFront's own
     */
    public Distribution distribution(Duration ttl, Patience patience) {
        var sites = new OriginGroup(
                "sites",
                site("primary", PRIMARY_BUCKET, 0, patience),
                site("secondary", SECONDARY_BUCKET, 1, patience),
                FAILED);
        var shop = new Origin(
                "shop", Origin.Kind.CUSTOM, new Origin.Address.Named(ShopEstate.DOMAIN, HTTP), "", Patience.defaults());
        var api = new Behaviour(new PathPattern("/api/*"), shop, Behaviour.Methods.ALL, new Caching.Off(), List.of());
        var pages = new Behaviour(
                PathPattern.ALL,
                sites,
                Behaviour.Methods.READ_AND_OPTIONS,
                new Caching.On(Duration.ZERO, ttl, Duration.ofDays(1)),
                List.of());
        // Errors are not kept: who heals a bucket wants to see it healed.
        List<ErrorPage> errors = FAILED.stream()
                .map(code -> new ErrorPage(code, Optional.empty(), Duration.ZERO))
                .toList();
        return new Distribution("shop", Optional.of(INDEX), List.of(api), pages, errors);
    }

    private Origin site(String id, String bucket, int index, Patience patience) {
        var socket = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), account.ports().sites(index));
        return new Origin(id, Origin.Kind.CUSTOM, new Origin.Address.Fixed(socket), "/" + bucket, patience);
    }

    private static String everybodyReads(String bucket) {
        return "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Sid\":\"PublicRead\",\"Effect\":\"Allow\","
                + "\"Principal\":\"*\",\"Action\":\"s3:GetObject\",\"Resource\":\"arn:aws:s3:::" + bucket + "/*\"}]}";
    }
}
