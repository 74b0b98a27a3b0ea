package dev.changeover.shop;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;

/** Which address does what. */
final class Routes {
    private static final String ORDER_PREFIX = "/orders/";

    /** Whoever asks these looks after the shop and is no shopper: a load balancer does not count itself either. */
    private static final Set<String> WATCHERS = Set.of("/health", "/probe/write", "/count");

    /** Where sessions and carts are kept. */
    record Keeping(Sessions sessions, Carts carts) {
        static Keeping on(Shelf shelf, Database database) {
            var sessions = new TableSessions(shelf);
            return new Keeping(sessions, new TableCarts(database, sessions, shelf));
        }

        static Keeping in(Database database) {
            var sessions = new RowSessions(database);
            return new Keeping(sessions, new RowCarts(database, sessions));
        }
    }

    private final Map<String, Map<String, Function<Request, Reply>>> routes = new TreeMap<>();
    private final Orders orders;
    private final AtomicLong answered = new AtomicLong();

    Routes(ShopConfig config, Database database, Optional<Shelf> shelf, SecretReader secrets) {
        Keeping keeping = shelf.map(found -> Keeping.on(found, database)).orElseGet(() -> Keeping.in(database));
        Carts carts = keeping.carts();
        var accounts = new Accounts(
                database, keeping.sessions(), new Passwords(config.shoppers().passwordRounds()));
        var catalogue = new Catalogue(database);
        var health = new Health(database, config.region());
        var probe = new WriteProbe(
                secrets, database, config.region(), config.database().sslMode());
        orders = new Orders(database, keeping, config.region());
        at("/signup", "POST", accounts::signUp);
        at("/login", "POST", accounts::logIn);
        at("/logout", "POST", accounts::logOut);
        at("/session", "GET", accounts::show);
        at("/catalogue", "GET", _ -> catalogue.show());
        at("/cart", "GET", carts::show);
        at("/cart", "POST", carts::put);
        at("/cart", "DELETE", carts::empty);
        at("/orders", "GET", orders::list);
        at("/orders", "POST", orders::place);
        at("/count", "GET", _ -> Reply.of(200, Json.object().put("requests", answered.get())));
        at("/health", "GET", _ -> health.show());
        at("/probe/write", "GET", probe::show);
    }

    Reply answer(Request request) {
        if (!WATCHERS.contains(request.path())) {
            answered.incrementAndGet();
        }
        var methods = methods(request.path());
        if (methods == null) {
            return Reply.error(404, "There is nothing at this address.");
        }
        var handler = methods.get(request.method());
        return handler == null ? Reply.wrongMethod(String.join(", ", methods.keySet())) : handler.apply(request);
    }

    private Map<String, Function<Request, Reply>> methods(String path) {
        if (path.startsWith(ORDER_PREFIX) && path.length() > ORDER_PREFIX.length()) {
            String id = path.substring(ORDER_PREFIX.length());
            return Map.of("GET", request -> orders.show(request, id));
        }
        return routes.get(path);
    }

    private void at(String path, String method, Function<Request, Reply> handler) {
        routes.computeIfAbsent(path, _ -> new TreeMap<>()).put(method, handler);
    }
}
