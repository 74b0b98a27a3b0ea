package dev.changeover.cli.workshop;

/** What happens to the primary Region's bucket, and what the edge makes of it. */
final class SiteSteps {
    private static final String CATALOGUE = "index";
    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final int FORBIDDEN = 403;

    private final Visitor visitor;
    private final SiteBucket bucket;
    private final String name;

    SiteSteps(Visitor visitor, SiteBucket bucket, String name) {
        this.visitor = visitor;
        this.bucket = bucket;
        this.name = name;
    }

    Observation open() {
        Reply page = visitor.page(CATALOGUE);
        return new Observation("open-shop", "Open the shop at the edge.", page.inWords(), page.okFrom("primary"));
    }

    Observation block() {
        int status = bucket.block();
        Reply site = visitor.siteOf(name);
        return new Observation(
                "block-bucket",
                "Block all public access of " + name + ".",
                "S3 answers " + status + "; the bucket's own site answers " + site.status(),
                status == OK && site.status() == FORBIDDEN);
    }

    /** Also counts the pages a shopper would not have got meanwhile. */
    Observation moved(String step, String done, String origin) {
        var seen = Patience.look(() -> visitor.page(CATALOGUE), page -> page.okFrom(origin), Reply::ok);
        return new Observation(
                step,
                done,
                seen.last().inWords() + " after " + seen.took().toMillis() + " ms; of " + seen.looks()
                        + " pages asked for meanwhile " + seen.failed() + " failed",
                seen.came() && seen.failed() == 0);
    }

    Observation unblock() {
        int status = bucket.open();
        Reply site = visitor.siteOf(name);
        return new Observation(
                "open-bucket",
                "Delete the block again.",
                "S3 answers " + status + "; the bucket's own site answers " + site.status(),
                status == NO_CONTENT && site.ok());
    }
}
