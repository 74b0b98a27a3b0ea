package dev.changeover.twin.ports;

import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.SecretView;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import dev.changeover.twin.secrets.SecretVersion;
import dev.changeover.twin.secrets.Secrets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The database secrets, asked of the model. */
final class SecretDoor implements SecretPort {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";

    /** Not an error of AWS: this side finds that it cannot use what it read. */
    private static final String UNUSABLE = "UnusableSecret";

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
        return door.read(
                call(secret, "GetSecretValue"),
                () -> door.read(call(secret, "DescribeSecret"), () -> seen(secret), this::unreadable),
                this::unreadable);
    }

    private SecretView unreadable(PortFailure why) {
        return new SecretView.Unreadable(why, timeline.now());
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
        Answer moved = door.write(
                call(action.secret(), "UpdateSecretVersionStage"),
                () -> secrets.moveStage(action.secret().region(), move));
        boolean elsewhere = invalid(moved) && !current(action.secret()).id().equals(action.replaces());
        return elsewhere ? movedByOthers(action.secret()) : moved;
    }

    private static Answer movedByOthers(SecretArn secret) {
        return new Answer.Refused(
                new PortFailure(Code.CONFLICT, "AWSCURRENT of " + secret + " was moved by somebody else"));
    }

    /** A secret that is no replica any more has been promoted already. */
    @Override
    public Answer promoteReplica(Action.PromoteSecretReplica action) {
        SecretArn secret = action.secret();
        Answer promoted = door.write(
                call(secret, "StopReplicationToReplica"),
                () -> secrets.stopReplication(secret.region(), secret.value()));
        return invalid(promoted) && !isReplica(secret) ? new Answer.Accepted() : promoted;
    }

    private static boolean invalid(Answer answer) {
        return answer instanceof Answer.Refused(var why) && why.code() == Code.INVALID;
    }

    /** The current version is read first, since the new one is a copy of it: a call with weather of its own. */
    private Answer put(SecretArn secret, Endpoint names, String token, String stage) {
        Answer readable = door.write(call(secret, "GetSecretValue"), () -> {
            ObjectNode _ = usable(secret);
        });
        return readable instanceof Answer.Accepted
                ? door.write(call(secret, "PutSecretValue"), () -> putCopy(secret, names, token, stage))
                : readable;
    }

    private ObjectNode usable(SecretArn secret) {
        SecretVersion current = current(secret);
        return document(current).orElseThrow(() -> new AwsError(UNUSABLE, 400, unusable(current, secret)));
    }

    private void putCopy(SecretArn secret, Endpoint names, String token, String stage) {
        ObjectNode value = usable(secret);
        value.put("host", names.host()).put("port", names.port());
        secrets.put(
                secret.region(), SecretCalls.Put.text(secret.value(), token, JSON.writeValueAsString(value), stage));
    }

    private SecretVersion current(SecretArn secret) {
        return secrets.value(secret.region(), secret.value(), SecretCalls.Which.CURRENT);
    }

    /** No pending version, or one that is not in our form, is none of ours. */
    private SecretView seen(SecretArn secret) {
        SecretVersion current = current(secret);
        var described = secrets.describe(secret.region(), secret.value());
        return version(current)
                .<SecretView>map(now -> new SecretView.Held(
                        now, described.staged(PENDING).flatMap(SecretDoor::version), isReplica(secret), timeline.now()))
                .orElseGet(() -> unreadable(new PortFailure(Code.INVALID, unusable(current, secret))));
    }

    private boolean isReplica(SecretArn secret) {
        return secrets.describe(secret.region(), secret.value())
                .primaryRegion()
                .filter(home -> !home.equals(secret.region()))
                .isPresent();
    }

    private static String unusable(SecretVersion version, SecretArn secret) {
        return "version " + version.id() + " of " + secret + " is not JSON with host and port";
    }

    private static Optional<SecretView.Version> version(SecretVersion version) {
        return document(version).map(value -> new SecretView.Version(version.id(), names(value)));
    }

    private static Endpoint names(JsonNode value) {
        return Endpoint.parse(
                value.path("host").asString("") + ":" + value.path("port").asString(""));
    }

    /** Empty when it is not a JSON object that names an endpoint. */
    private static Optional<ObjectNode> document(SecretVersion version) {
        try {
            if (version.value() instanceof SecretValue.Text(var text)
                    && JSON.readTree(text) instanceof ObjectNode value) {
                Endpoint _ = names(value);
                return Optional.of(value);
            }
            return Optional.empty();
        } catch (JacksonException | IllegalArgumentException malformed) {
            return Optional.empty(); // its message might quote the secret
        }
    }

    private static Faults.Call call(SecretArn secret, String action) {
        return new Faults.Call(secret.region(), "secretsmanager", action);
    }
}
