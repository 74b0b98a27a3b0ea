package dev.changeover.http;

import dev.changeover.http.Route.Access;
import dev.changeover.http.auth.Admittance;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.auth.Tokens;
import dev.changeover.operations.JournalUnreadable;
import dev.changeover.operations.Operations;
import dev.changeover.operations.TwinOutages;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The whole API as one function. It knows nothing of sockets, so each door answers alike. */
public final class Api {
    /** The longest address of the contract is a tenth of it. */
    static final int ADDRESS_LENGTH_MAX = 2048;

    private final Operations operations;
    private final Tokens tokens;
    private final Origins origins;
    private final List<Route> routes;

    public Api(Operations operations, Tokens tokens, Origins origins, Streams streams) {
        this(operations, tokens, origins, streams, Optional.empty());
    }

    /** The same for a twin, whose Regions may be made dark through it. */
    public Api(Operations operations, Tokens tokens, Origins origins, Streams streams, Optional<TwinOutages> outages) {
        this.operations = operations;
        this.tokens = tokens;
        this.origins = origins;
        this.routes = Stream.of(
                        new ServiceRoutes(operations, tokens).routes(),
                        new ApplicationRoutes(operations).routes(),
                        new StartRoutes(operations).routes(),
                        new ChangeoverRoutes(operations, streams).routes(),
                        new DrillRoutes(operations).routes(),
                        new TriggerRoutes(operations).routes(),
                        new AuditRoutes(operations).routes(),
                        outages.map(twin -> new TwinRoutes(operations, twin).routes())
                                .orElse(List.of()))
                .flatMap(List::stream)
                .toList();
    }

    /** All addresses, as the contract has them. */
    public List<Route> routes() {
        return routes;
    }

    /** Answers. Whatever is asked, it answers: only a fault of ours is a 500. */
    public Response answer(Request request) {
        Response response;
        try {
            response = handle(request);
        } catch (Refusal refusal) {
            response = refused(refusal);
        } catch (JournalUnreadable unreadable) {
            response = refused(new Refusal(Code.of(unreadable), unreadable.getMessage()));
        } catch (RuntimeException bug) {
            System.getLogger(Api.class.getName()).log(System.Logger.Level.ERROR, "a fault of ours", bug);
            response = refused(new Refusal(Code.BUG, "the service could not finish the request"));
        }
        return dress(response, request);
    }

    private Response handle(Request request) {
        if (request.path().length() + request.query().length() > ADDRESS_LENGTH_MAX) {
            throw new Refusal(Code.ADDRESS_TOO_LONG, "the address has more than " + ADDRESS_LENGTH_MAX + " characters");
        }
        if (request.method().equals("OPTIONS") && origins.allows(request)) {
            return Response.empty(204);
        }
        Route route = route(request);
        Map<String, String> path = route.match(request.path()).orElseThrow();
        if (request.body().length > Fields.BODY_BYTES_MAX) {
            throw new Refusal(Code.BODY_TOO_LARGE, "the body has more than " + Fields.BODY_BYTES_MAX + " bytes");
        }
        Optional<Caller> caller =
                route.access() instanceof Access.Open ? Optional.empty() : Optional.of(caller(request));
        var call = new Call(request, caller, path);
        return route.act().isPresent() ? audited(route, call) : permitted(route, call);
    }

    private Response audited(Route route, Call call) {
        String outcome = Code.BUG.toString();
        try {
            Response response = permitted(route, call);
            outcome = "done";
            return response;
        } catch (Refusal refusal) {
            outcome = refusal.code().toString();
            throw refusal;
        } catch (JournalUnreadable unreadable) {
            outcome = Code.of(unreadable).toString();
            throw unreadable;
        } finally {
            operations.acted();
            operations.boards().audit().keep(call.entry(operations, route.act().orElseThrow(), outcome));
        }
    }

    private static Response permitted(Route route, Call call) {
        switch (route.access()) {
            case Access.Open _ -> {
                // Nobody is asked who they are.
            }
            case Access.SignedIn _ -> {
                if (call.caller().roles().isEmpty()) {
                    throw new Refusal(Code.ROLE_MISSING, call.caller().who() + " has no role here");
                }
            }
            case Access.Needs(var role) -> {
                if (!call.has(role)) {
                    throw new Refusal(
                            Code.ROLE_MISSING,
                            call.caller().who() + " has not the role " + role,
                            Map.of("needs", List.of(role.toString())));
                }
            }
        }
        return route.handler().answer(call);
    }

    private Route route(Request request) {
        return routes.stream()
                .filter(route -> route.method().equals(request.method()))
                .filter(route -> route.match(request.path()).isPresent())
                .findFirst()
                .orElseThrow(() -> nowhere(request));
    }

    private Refusal nowhere(Request request) {
        List<Route> here = routes.stream()
                .filter(route -> route.match(request.path()).isPresent())
                .toList();
        if (here.isEmpty()) {
            return new Refusal(Code.NO_SUCH_ROUTE, "there is nothing at " + Shown.of(request.path()));
        }
        Set<String> methods = here.stream().map(Route::method).collect(Collectors.toCollection(LinkedHashSet::new));
        return new Refusal(
                        Code.METHOD_NOT_ALLOWED,
                        Shown.of(request.method()) + " is not possible here",
                        Map.of("allowed", List.copyOf(methods)))
                .with("Allow", String.join(", ", methods));
    }

    private Caller caller(Request request) {
        if (!request.has("Authorization")) {
            throw new Refusal(Code.TOKEN_MISSING, "the request has no Authorization header");
        }
        String header = request.header("Authorization").orElse("");
        if (!header.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(Code.TOKEN_MALFORMED, "the Authorization header is not one Bearer token");
        }
        return switch (tokens.admit(header.substring(7).strip())) {
            case Admittance.Admitted(var caller) -> caller;
            case Admittance.Refused(var why, var detail) -> throw new Refusal(code(why), detail);
        };
    }

    private static Code code(Admittance.Why why) {
        return switch (why) {
            case MALFORMED -> Code.TOKEN_MALFORMED;
            case FORGED -> Code.TOKEN_FORGED;
            case EXPIRED -> Code.TOKEN_EXPIRED;
            case NOT_FOR_US -> Code.TOKEN_NOT_FOR_US;
            case KEYS_UNAVAILABLE -> Code.SIGN_IN_UNAVAILABLE;
        };
    }

    private static Response refused(Refusal refusal) {
        Response response = refusal.response();
        return switch (refusal.code().status()) {
            case 401 -> response.with("WWW-Authenticate", "Bearer error=\"invalid_token\"");
            case 503 -> response.with("Retry-After", "2");
            default -> response;
        };
    }

    /** What every answer carries: whose it is, that nobody keeps it, and that no page may misread it. */
    private Response dress(Response response, Request request) {
        Response dressed = response.with(
                        "Changeover-Region", operations.here().region().code())
                .with("Cache-Control", "no-store")
                .with("X-Content-Type-Options", "nosniff")
                .with("X-Frame-Options", "DENY")
                .with("Referrer-Policy", "no-referrer")
                .with("Cross-Origin-Resource-Policy", "same-origin");
        if (!response.headers().containsKey("Content-Security-Policy")) {
            dressed = dressed.with("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
        }
        return origins.dress(dressed, request);
    }
}
