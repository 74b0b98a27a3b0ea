package dev.changeover.http.auth;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * An OpenID Connect provider whose tokens are believed.
 *
 * @param region where it lives, if in one Region: while that is dark a page offers another provider
 * @param audience the client the tokens must be for
 * @param whoClaim names the person for ever; {@code sub}, or {@code cognito:username} with Cognito, whose access tokens
 *     call the same {@code username}. Never a claim that people can change themselves: approval by a second person
 *     rests on it
 * @param keys the provider's JWKS as it was when this service was set up, for the time its address does not answer
 */
public record Provider(
        String name,
        Optional<String> region,
        String issuer,
        String audience,
        String whoClaim,
        Addresses addresses,
        Optional<String> keys) {
    /** Where the provider answers. */
    public record Addresses(URI authorization, URI token, URI keys) {}

    /** A person's name in an ID token of Cognito. */
    static final String COGNITO_NAME = "cognito:username";

    /** The same name in an access token of Cognito. */
    static final String COGNITO_NAME_OF_ACCESS = "username";

    /** Claims that may hold the roles: Cognito's groups, or everybody else's. */
    static final List<String> ROLE_CLAIMS = List.of("cognito:groups", "roles");
}
