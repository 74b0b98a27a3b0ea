package dev.changeover.twin.ports;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.SecretView;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import dev.changeover.twin.secrets.SecretVersion;
import dev.changeover.twin.secrets.Secrets;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The database secrets, asked of the model. */
final class SecretDoor implements SecretPort {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    private final Door door;
    private final Timeline timeline;
    private final Secrets secrets;

    SecretDoor(Door door, Timeline timeline, Secrets secrets) {
        this.door = door;
        this.timeline = timeline;
        this.secrets = secrets;
    }

    @Override
    public SecretView view(SecretArn secret) {
        Instant now = timeline.now();
        return door.read(
                call(secret, "GetSecretValue"), () -> seen(secret, now), why -> new SecretView.Unreadable(why, now));
    }

    @Override
    public Answer stage(Action.StageSecret action) {
        return put(action.secret(), action.names(), action.token(), PENDING);
    }

    @Override
    public Answer rewrite(Action.RewriteSecret action) {
        return put(action.secret(), action.names(), action.token(), CURRENT);
    }

    @Override
    public Answer makeCurrent(Action.MakeSecretCurrent action) {
        var move = new SecretCalls.MoveStage(
                action.secret().value(), CURRENT, Optional.of(action.version()), Optional.of(action.replaces()));
        return door.write(
                call(action.secret(), "UpdateSecretVersionStage"),
                () -> secrets.moveStage(action.secret().region(), move));
    }

    @Override
    public Answer promoteReplica(Action.PromoteSecretReplica action) {
        return door.write(
                call(action.secret(), "StopReplicationToReplica"),
                () -> secrets.stopReplication(
                        action.secret().region(), action.secret().value()));
    }

    private Answer put(SecretArn secret, Endpoint names, String token, String stage) {
        return door.write(call(secret, "PutSecretValue"), () -> {
            var value = (ObjectNode) JSON.readTree(text(current(secret)));
            value.put("host", names.host()).put("port", names.port());
            secrets.put(
                    secret.region(),
                    SecretCalls.Put.text(secret.value(), token, JSON.writeValueAsString(value), stage));
        });
    }

    private SecretVersion current(SecretArn secret) {
        return secrets.value(secret.region(), secret.value(), SecretCalls.Which.CURRENT);
    }

    private SecretView seen(SecretArn secret, Instant now) {
        Region region = secret.region();
        var described = secrets.describe(region, secret.value());
        boolean replica =
                described.primaryRegion().filter(home -> !home.equals(region)).isPresent();
        return new SecretView.Held(
                version(current(secret)), described.staged(PENDING).map(SecretDoor::version), replica, now);
    }

    private static SecretView.Version version(SecretVersion version) {
        JsonNode value = JSON.readTree(text(version));
        return new SecretView.Version(
                version.id(),
                new Endpoint(
                        value.required("host").asString(),
                        value.required("port").asInt()));
    }

    private static String text(SecretVersion version) {
        return switch (version.value()) {
            case SecretValue.Text(var text) -> text;
            case SecretValue.Binary _ -> throw new IllegalStateException("the application's secret is JSON text");
        };
    }

    private static Faults.Call call(SecretArn secret, String action) {
        return new Faults.Call(secret.region(), "secretsmanager", action);
    }
}
