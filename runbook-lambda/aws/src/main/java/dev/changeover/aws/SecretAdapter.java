package dev.changeover.aws;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretArn;
import dev.changeover.core.port.Action;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.PortFailure.Code;
import dev.changeover.core.port.SecretPort;
import dev.changeover.core.port.SecretView;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.StopReplicationToReplicaResponse;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** The database secrets, through Secrets Manager. A value is held for one call and never shown. */
final class SecretAdapter implements SecretPort {
    private static final String CURRENT = "AWSCURRENT";
    private static final String PENDING = "AWSPENDING";
    private static final String NOT_FOUND = "ResourceNotFoundException";
    private static final String TOKEN_TAKEN = "ResourceExistsException";

    private final ApplicationPlan plan;
    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;

    SecretAdapter(ApplicationPlan plan, Clients clients, Caller caller, InstantSource clock) {
        this.plan = plan;
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
    }

    /** A version's id and content. */
    private record Stored(String version, SecretDocument document) {
        SecretView.Version seen() {
            return new SecretView.Version(version, document.names());
        }
    }

    @Override
    public SecretView view(SecretArn secret) {
        Future<Reply<Optional<SecretView.Version>>> pending = caller.meanwhile(() -> pending(secret));
        Future<Reply<Boolean>> replica =
                caller.meanwhile(() -> describe(secret).then(found -> got(isReplica(secret, found))));
        Reply<Stored> current = staged(secret, CURRENT);
        return current.then(now -> Caller.join(pending)
                        .then(next -> Caller.join(replica).then(isReplica -> got(held(now, next, isReplica)))))
                .fold(Function.identity(), why -> new SecretView.Unreadable(why, clock.instant()));
    }

    private SecretView held(Stored current, Optional<SecretView.Version> pending, boolean replica) {
        return new SecretView.Held(current.seen(), pending, replica, clock.instant());
    }

    /** No pending version, or one that is not in our form, is none of ours. */
    private Reply<Optional<SecretView.Version>> pending(SecretArn secret) {
        return switch (staged(secret, PENDING)) {
            case Reply.Got<Stored>(var stored) -> got(Optional.of(stored.seen()));
            case Reply.Refused<Stored>(var why, var error)
            when error.equals(NOT_FOUND) || why.code() == Code.INVALID -> got(Optional.empty());
            case Reply.Refused<Stored>(var why, var error) -> new Reply.Refused<>(why, error);
            case Reply.Lost<Stored>(var why) -> new Reply.Lost<>(why);
        };
    }

    @Override
    public Answer stage(Action.StageSecret action) {
        return write(action.secret(), action.names(), action.token(), PENDING);
    }

    @Override
    public Answer rewrite(Action.RewriteSecret action) {
        return write(action.secret(), action.names(), action.token(), CURRENT);
    }

    /** Copies the secret's own current version, so that its password and whatever else it holds stay. */
    private Answer write(SecretArn secret, Endpoint names, String token, String stage) {
        Reply<PutSecretValueResponse> written = staged(secret, CURRENT)
                .then(current -> ask(
                        secret,
                        client -> client.putSecretValue(request -> request.secretId(secret.value())
                                .secretString(current.document().renamed(names, clusterOf(names)))
                                .clientRequestToken(token)
                                .versionStages(stage))));
        return written instanceof Reply.Refused<?>(var _, var error) && error.equals(TOKEN_TAKEN)
                ? earlier(secret, names, token)
                : written.answer();
    }

    /** The token has been used: what counts is what the version it made says. */
    private Answer earlier(SecretArn secret, Endpoint names, String token) {
        return stored(secret, request -> request.versionId(token))
                .then(stored -> stored.document().names().equals(names)
                        ? got(stored)
                        : no(
                                Code.INVALID,
                                "version " + token + " of " + secret + " names "
                                        + stored.document().names()))
                .answer();
    }

    private Optional<String> clusterOf(Endpoint endpoint) {
        List<String> clusters = Stream.of(plan.primary(), plan.secondary())
                .filter(site -> site.database().equals(endpoint))
                .map(site -> site.cluster().identifier())
                .toList();
        return clusters.size() == 1 ? Optional.of(clusters.getFirst()) : Optional.empty();
    }

    @Override
    public Answer makeCurrent(Action.MakeSecretCurrent action) {
        SecretArn secret = action.secret();
        Reply<UpdateSecretVersionStageResponse> moved = ask(
                secret,
                client -> client.updateSecretVersionStage(request -> request.secretId(secret.value())
                        .versionStage(CURRENT)
                        .moveToVersionId(action.version())
                        .removeFromVersionId(action.replaces())));
        return moved instanceof Reply.Refused<?>(var why, var _) && why.code() == Code.INVALID
                ? whereIsCurrent(action, moved)
                : moved.answer();
    }

    /**
     * AWSCURRENT was not where the action expected it: it may have been moved there already, or elsewhere by others.
     */
    private Answer whereIsCurrent(Action.MakeSecretCurrent action, Reply<?> refusal) {
        return describe(action.secret())
                .then(found -> {
                    if (holdsCurrent(found, action.version())) {
                        return got(found);
                    }
                    return holdsCurrent(found, action.replaces())
                            ? refusal.then(_ -> got(found))
                            : no(Code.CONFLICT, "AWSCURRENT of " + action.secret() + " was moved by somebody else");
                })
                .answer();
    }

    private static boolean holdsCurrent(DescribeSecretResponse secret, String version) {
        return secret.versionIdsToStages().getOrDefault(version, List.of()).contains(CURRENT);
    }

    /** Called in the replica's own Region. A secret that is no replica any more has been promoted already. */
    @Override
    public Answer promoteReplica(Action.PromoteSecretReplica action) {
        SecretArn secret = action.secret();
        Reply<StopReplicationToReplicaResponse> promoted =
                ask(secret, client -> client.stopReplicationToReplica(request -> request.secretId(secret.value())));
        if (promoted instanceof Reply.Refused<?>(var why, var _) && why.code() == Code.INVALID) {
            return describe(secret)
                    .then(found -> isReplica(secret, found) ? promoted.then(_ -> got(found)) : got(found))
                    .answer();
        }
        return promoted.answer();
    }

    private Reply<Stored> staged(SecretArn secret, String stage) {
        return stored(secret, request -> request.versionStage(stage));
    }

    private Reply<Stored> stored(SecretArn secret, Consumer<GetSecretValueRequest.Builder> which) {
        Reply<GetSecretValueResponse> value = ask(
                secret,
                client -> client.getSecretValue(
                        request -> request.secretId(secret.value()).applyMutation(which)));
        return value.then(found -> SecretDocument.parse(found.secretString())
                .map(document -> got(new Stored(found.versionId(), document)))
                .orElseGet(() -> no(
                        Code.INVALID,
                        "version " + found.versionId() + " of " + secret + " is not JSON with host and port")));
    }

    private Reply<DescribeSecretResponse> describe(SecretArn secret) {
        return ask(secret, client -> client.describeSecret(request -> request.secretId(secret.value())));
    }

    private static boolean isReplica(SecretArn secret, DescribeSecretResponse found) {
        return found.primaryRegion() != null
                && !found.primaryRegion().equals(secret.region().code());
    }

    private <T> Reply<T> ask(SecretArn secret, Function<SecretsManagerClient, T> request) {
        Region region = secret.region();
        SecretsManagerClient client = clients.secrets(region);
        Reply<T> reply = caller.ask("Secrets Manager in " + region, () -> request.apply(client));
        return reply instanceof Reply.Refused<T>(var why, var error) && refusesReplica(why)
                ? new Reply.Refused<>(new PortFailure(Code.READ_ONLY_REPLICA, why.message()), error)
                : reply;
    }

    /** Known by its words alone: the error's name is that of any wrong request (seen of AWS by its callers, 2026). */
    private static boolean refusesReplica(PortFailure why) {
        return why.code() == Code.INVALID
                && why.message().toLowerCase(Locale.ROOT).contains("not permitted on a replica secret");
    }

    private static <T> Reply<T> got(T value) {
        return new Reply.Got<>(value);
    }

    private static <T> Reply<T> no(Code code, String message) {
        return new Reply.Refused<>(new PortFailure(code, message), "");
    }
}
