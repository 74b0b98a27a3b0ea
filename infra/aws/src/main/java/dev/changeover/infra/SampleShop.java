package dev.changeover.infra;

/** What the sample shop is called and where it answers, in whichever stack: infra/aws/README.md, "The sample". */
final class SampleShop {
    /** What {@code SHOP_TABLE} has to name; sessions and carts are in it. */
    static final String TABLE = "shop-carts";

    /** The attribute by which the shop's items end. */
    static final String EXPIRY = "expiresAt";

    /** Where its API is, at the edge as at the shop itself. */
    static final String API = "/api/*";

    /** For its pages: everything they need is of the origin that served them. */
    static final String CONTENT_POLICY = "default-src 'self'; object-src 'none'";

    /** Where it listens, inside its task. */
    static final int PORT = 8080;

    /** Says whether it can serve: 200, or 503 while its database is away. */
    static final String HEALTH = "/health";

    /** Where its lines go. */
    static final String LOG = "/changeover/sample-shop";

    private SampleShop() {}
}
