package dev.changeover.shop;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/** What shoppers have chosen and not yet ordered, so kept that a cart is still full when the shop has moved. */
interface Carts {
    /** What is in a cart now. */
    interface Chosen {
        /** Takes it out of the cart and into the order, as part of the order's transaction; what is taken is priced. */
        List<Line> take(Connection connection, UUID account, UUID order) throws SQLException;
    }

    Reply show(Request request);

    /** Sets how many of one unicorn are in the cart, so that saying it twice changes nothing; zero takes it out. */
    Reply put(Request request);

    Reply empty(Request request);

    /**
     * Looks into the cart of whoever asks, to order what is in it.
     *
     * @throws Away when carts cannot be read now
     */
    Chosen chosen(Request request);
}
