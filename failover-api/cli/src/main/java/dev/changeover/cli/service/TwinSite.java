package dev.changeover.cli.service;

import dev.changeover.shop.site.Pages;
import dev.changeover.twin.account.SiteEstate;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.edge.Edge;
import dev.changeover.twin.edge.Patience;
import dev.changeover.twin.world.TwinSettings.Pace;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;

/** The shop's pages in both Regions' buckets, and the edge that serves them. */
public final class TwinSite {
    /** Where the twin hurries, so does its edge: the shortest CloudFront allows, twice that for an answer. */
    private static final Patience HURRIED = new Patience(1, Duration.ofSeconds(1), Duration.ofSeconds(2));

    /** From this TTL on, the twin keeps AWS's pace. */
    private static final Duration AWS_TTL = Duration.ofSeconds(60);

    private TwinSite() {}

    /** Uploads the pages and opens the edge; pages are kept for as long as the shop's DNS answers. */
    public static Edge open(TwinAccount account, Pace pace) {
        var estate = new SiteEstate(account);
        estate.upload(pages());
        Patience patience = pace.ttl().compareTo(AWS_TTL) < 0 ? HURRIED : Patience.defaults();
        return Edge.open(
                account.ports().edge(),
                estate.distribution(pace.ttl(), patience),
                new InetSocketAddress(
                        InetAddress.getLoopbackAddress(), account.ports().dns()),
                InstantSource.system());
    }

    private static List<SiteEstate.Page> pages() {
        return Pages.all().stream()
                .map(page -> new SiteEstate.Page(page.path(), page.type(), page.bytes()))
                .toList();
    }
}
