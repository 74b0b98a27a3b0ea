package dev.changeover.console;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the page has to know about where it is served.
 *
 * @param api where the failover API is, ending in a slash; empty if below the page itself
 * @param elsewhere the same console in other Regions, by Region, offered when this one falls silent
 * @param signIn the addresses of the sign-in providers' issuer and token endpoints, so that the page may speak to them
 */
public record ConsoleSettings(Optional<URI> api, Map<String, URI> elsewhere, List<URI> signIn) {
    private static final Set<String> SCHEMES = Set.of("http", "https");

    public ConsoleSettings {
        elsewhere = Map.copyOf(elsewhere);
        signIn = List.copyOf(signIn);
        Stream.of(api.stream(), elsewhere.values().stream(), signIn.stream())
                .flatMap(one -> one)
                .filter(address -> !SCHEMES.contains(String.valueOf(address.getScheme())) || address.getHost() == null)
                .findFirst()
                .ifPresent(address -> {
                    throw new IllegalArgumentException("not an http address: " + address);
                });
    }

    /** Served by the API itself, with sign-in providers at these addresses. */
    public static ConsoleSettings besideTheApi(Map<String, URI> elsewhere, List<URI> signIn) {
        return new ConsoleSettings(Optional.empty(), new LinkedHashMap<>(elsewhere), signIn);
    }

    /** Whom the page may speak to, beside its own origin. */
    List<String> origins() {
        return Stream.concat(api.stream(), signIn.stream())
                .map(address -> address.getScheme() + "://" + address.getRawAuthority())
                .distinct()
                .sorted()
                .toList();
    }
}
