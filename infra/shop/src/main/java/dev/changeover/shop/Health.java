package dev.changeover.shop;

import dev.changeover.shop.Standing.Need;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Whether this shop can serve, asked of the database itself and not of a memory of it. */
final class Health {
    /** Half of the second after which a health check must have its answer. */
    private static final Duration BUDGET = Duration.ofMillis(500);

    private final Database database;
    private final String region;

    Health(Database database, String region) {
        this.database = database;
        this.region = region;
    }

    Reply show() {
        Optional<String> known = known();
        return known.isPresent() ? show(known) : show(asked());
    }

    /** A trouble that is known already is not asked about: a server that has died makes whoever asks wait. */
    private Optional<String> known() {
        return Optional.of(database.standing().trouble()).filter(why -> !why.isEmpty());
    }

    private Optional<String> asked() {
        Outcome<Boolean> refuses =
                database.transaction(Need.READ, Deadline.in(BUDGET), connection -> Pilot.refusesWrites(connection));
        return switch (refuses) {
            case Outcome.Unavailable<Boolean>(var why) -> Optional.of(why);
            case Outcome.Committed<Boolean>(var readOnly)
            when readOnly -> {
                database.refusesWrites();
                yield Optional.of("the database refuses writes");
            }
            case Outcome.Committed<Boolean> _ -> known();
        };
    }

    private Reply show(Optional<String> trouble) {
        ObjectNode body = Json.object().put("region", region).put("writer", trouble.isEmpty());
        database.named().ifPresent(secret -> body.put("host", secret.host()).put("port", secret.port()));
        database.lastSeen().ifPresent(seen -> describe(body, seen));
        trouble.ifPresent(why -> body.put("why", why));
        return Reply.of(trouble.isEmpty() ? 200 : 503, body);
    }

    private static void describe(ObjectNode body, SecretView seen) {
        body.put(
                "secretSeenMsAgo",
                Duration.between(seen.seenAt(), Instant.now()).toMillis());
        switch (seen) {
            case SecretView.Named _ -> body.put("secretReadable", true);
            case SecretView.Unreadable _ -> body.put("secretReadable", false);
        }
    }
}
