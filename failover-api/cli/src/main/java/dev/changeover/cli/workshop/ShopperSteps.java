package dev.changeover.cli.workshop;

import dev.changeover.core.model.Region;
import java.util.UUID;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/** What the shopper does, and what she has to show for it. */
final class ShopperSteps {
    private static final int CREATED = 201;
    private static final int SECONDARY = 1;

    /** Two unicorns of the herd: one that stays in the cart, one that is put back. */
    private static final int KEPT = 3;

    private static final int PUT_BACK = 1;

    private static final int QUANTITY = 2;

    private final Visitor visitor;
    private final String email = "workshop-" + UUID.randomUUID() + "@shop.test";
    private final UUID order = UUID.randomUUID();
    private JsonNode cart = MissingNode.getInstance();

    ShopperSteps(Visitor visitor) {
        this.visitor = visitor;
    }

    Observation signUp() {
        Reply reply = visitor.post("/signup", credentials());
        return new Observation(
                "sign-up",
                "Sign up through the edge, with an address that does not exist.",
                reply.inWords(),
                reply.status() == CREATED);
    }

    Observation logIn() {
        visitor.post("/login", credentials());
        Reply session = visitor.get("/session");
        return new Observation("log-in", "Log in.", session.inWords() + whose(session), mine(session));
    }

    private Object[] credentials() {
        return new Object[] {"email", email, "password", "a password for the workshop"};
    }

    /** What is put back was first seen in both Regions: else a cart it has not yet reached looks like the final one. */
    Observation fillCart() {
        put(KEPT, QUANTITY);
        put(PUT_BACK, 1);
        Reply full = visitor.get("/cart");
        var there = Patience.until(() -> visitor.getAt(SECONDARY, "/cart"), reply -> lines(reply.json()) == 2);
        put(PUT_BACK, 0);
        Reply reply = visitor.get("/cart");
        cart = reply.json();
        boolean right = lines(full.json()) == 2
                && there.came()
                && lines(cart) == 1
                && cart.path("lines").path(0).path("quantity").asInt() == QUANTITY;
        return new Observation(
                "fill-cart",
                "Add two kinds of unicorn to the cart, and remove one again when both Regions have both.",
                reply.inWords() + ": " + inWords(cart)
                        + (there.came()
                                ? ""
                                : "; the other Region never had both in "
                                        + there.took().toMillis() + " ms: "
                                        + there.last().inWords()),
                reply.ok() && right);
    }

    private void put(int unicorn, int quantity) {
        visitor.post("/cart", "unicornId", unicorn, "quantity", quantity);
    }

    /** A global table of eventual consistency: what is not there yet would be lost with the Region. */
    Observation replicated(Region secondary) {
        var seen = Patience.until(() -> visitor.getAt(SECONDARY, "/cart"), this::sameCart);
        return new Observation(
                "cart-replicated",
                "Look at session and cart in " + secondary + ".",
                seen.last().inWords() + " after " + seen.took().toMillis() + " ms: "
                        + inWords(seen.last().json()),
                seen.came());
    }

    /** The same session and the same cart, through the edge, from the Region named. */
    Observation goesOn(String name, Region region) {
        Predicate<Reply> there = reply -> mine(reply) && reply.region().equals(region.code());
        var session = Patience.until(() -> visitor.get("/session"), there);
        Reply seen = visitor.get("/cart");
        return new Observation(
                name,
                "Go on shopping in the same session.",
                session.last().inWords() + " after " + session.took().toMillis() + " ms" + whose(session.last()) + "; "
                        + inWords(seen.json()),
                session.came() && sameCart(seen));
    }

    Observation buy(Region region) {
        long total = cart.path("totalCents").asLong();
        Reply reply = visitor.post("/orders", "id", order, "totalCents", total);
        int left = lines(visitor.get("/cart").json());
        return new Observation(
                "buy",
                "Buy what is in the cart.",
                reply.inWords() + ": order of " + dollars(reply.json()) + " placed in " + placedIn(reply) + ", " + left
                        + " lines left in the cart",
                reply.status() == CREATED && placedIn(reply).equals(region.code()) && left == 0);
    }

    /** In the Region where it was not placed. */
    Observation orderKept(Region primary, Region placed) {
        Reply reply = visitor.get("/orders/" + order);
        boolean same = reply.json().path("totalCents").asLong(-1)
                == cart.path("totalCents").asLong();
        return new Observation(
                "order-kept",
                "Look for the order in the same session.",
                reply.inWords() + ": order of " + dollars(reply.json()) + " placed in " + placedIn(reply),
                reply.okFrom(primary.code()) && same && placedIn(reply).equals(placed.code()));
    }

    private boolean mine(Reply session) {
        return session.ok() && session.json().path("email").asString("").equals(email);
    }

    private boolean sameCart(Reply reply) {
        return reply.ok() && reply.json().equals(cart);
    }

    private String whose(Reply session) {
        return mine(session) ? ", signed in" : ", not signed in";
    }

    private static String placedIn(Reply order) {
        return order.json().path("placedIn").asString("no Region");
    }

    private static int lines(JsonNode cart) {
        return cart.path("lines").size();
    }

    private static String inWords(JsonNode cart) {
        return lines(cart) + (lines(cart) == 1 ? " line" : " lines") + " in the cart, " + dollars(cart);
    }

    private static String dollars(JsonNode priced) {
        long cents = priced.path("totalCents").asLong(0);
        return "$%d.%02d".formatted(cents / 100, cents % 100);
    }
}
