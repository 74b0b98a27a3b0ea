package dev.changeover.twin.secrets;

import dev.changeover.core.model.Region;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.JsonProtocol;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Secrets Manager on the wire (awsJson 1.1). */
public final class SecretsService {
    /** Entries of one page unless asked otherwise; botocore's secretsmanager 2017-10-17 model allows up to 100. */
    private static final int PAGE_DEFAULT = 100;

    private final Secrets secrets;

    private SecretsService(Secrets secrets) {
        this.secrets = secrets;
    }

    public static RpcService over(Secrets secrets) {
        var calls = new SecretsService(secrets);
        return new RpcService(
                "secretsmanager",
                List.of(new JsonProtocol("1.1")),
                Map.ofEntries(
                        Map.entry("CreateSecret", calls::create),
                        Map.entry("GetSecretValue", calls::value),
                        Map.entry("PutSecretValue", calls::put),
                        Map.entry("UpdateSecretVersionStage", calls::moveStage),
                        Map.entry("DescribeSecret", calls::describe),
                        Map.entry("ListSecrets", calls::list),
                        Map.entry("ListSecretVersionIds", calls::versions),
                        Map.entry("DeleteSecret", calls::delete),
                        Map.entry("RestoreSecret", calls::restore),
                        Map.entry("ReplicateSecretToRegions", calls::replicate),
                        Map.entry("StopReplicationToReplica", calls::stopReplication),
                        Map.entry("RemoveRegionsFromReplication", calls::removeReplicas)));
    }

    private Map<String, ?> create(Region region, Fields input) {
        var details = new SecretView.Details(
                input.maybeText("Description"), input.maybeText("KmsKeyId"), tags(input.structures("Tags")));
        var call = new SecretCalls.Create(
                input.text("Name"), input.maybeText("ClientRequestToken"), content(input), details, replicas(input));
        SecretView made = secrets.create(region, call);
        var output = Output.of("ARN", made.arn())
                .with("Name", made.name())
                .maybe("VersionId", made.staged(Secret.CURRENT).map(SecretVersion::id));
        return (made.replicas().isEmpty() ? output : output.with("ReplicationStatus", status(made))).map();
    }

    private Map<String, ?> value(Region region, Fields input) {
        String id = input.text("SecretId");
        var which = new SecretCalls.Which(input.maybeText("VersionId"), input.maybeText("VersionStage"));
        SecretVersion version = secrets.value(region, id, which);
        SecretView secret = secrets.describe(region, id);
        Output output = Output.of("ARN", secret.arn())
                .with("Name", secret.name())
                .with("VersionId", version.id())
                .with("VersionStages", List.copyOf(version.stages()))
                .with("CreatedDate", version.created());
        return switch (version.value()) {
            case SecretValue.Text(var text) -> output.with("SecretString", text).map();
            case SecretValue.Binary(var base64) ->
                output.with("SecretBinary", base64).map();
        };
    }

    private Map<String, ?> put(Region region, Fields input) {
        String id = input.text("SecretId");
        var call = new SecretCalls.Put(
                id, input.maybeText("ClientRequestToken"), content(input), Set.copyOf(input.texts("VersionStages")));
        SecretVersion version = secrets.put(region, call);
        SecretView secret = secrets.describe(region, id);
        return Output.of("ARN", secret.arn())
                .with("Name", secret.name())
                .with("VersionId", version.id())
                .with("VersionStages", List.copyOf(version.stages()))
                .map();
    }

    private Map<String, ?> moveStage(Region region, Fields input) {
        return named(secrets.moveStage(
                        region,
                        new SecretCalls.MoveStage(
                                input.text("SecretId"),
                                input.text("VersionStage"),
                                input.maybeText("MoveToVersionId"),
                                input.maybeText("RemoveFromVersionId"))))
                .map();
    }

    private Map<String, ?> describe(Region region, Fields input) {
        SecretView secret = secrets.describe(region, input.text("SecretId"));
        Output output = described(secret, "VersionIdsToStages");
        return (secret.replicas().isEmpty() ? output : output.with("ReplicationStatus", status(secret))).map();
    }

    private Map<String, ?> list(Region region, Fields input) {
        List<SecretView> all = secrets.list(region, input.flag("IncludePlannedDeletion")).stream()
                .filter(secret -> matches(secret, input.structures("Filters")))
                .toList();
        Page<SecretView> page = page(all, input);
        List<Map<String, Object>> entries = page.items().stream()
                .map(secret -> described(secret, "SecretVersionsToStages").map())
                .toList();
        return Output.of("SecretList", entries).maybe("NextToken", page.next()).map();
    }

    /** Only names are looked at, by their beginning as AWS does; any other filter is refused. */
    private static boolean matches(SecretView secret, List<Fields> filters) {
        return filters.stream().allMatch(filter -> {
            if (!filter.text("Key").equals("name")) {
                throw SecretFaults.parameter("The twin filters secrets by name only, not by " + filter.text("Key"));
            }
            return filter.texts("Values").stream().anyMatch(secret.name()::startsWith);
        });
    }

    private Map<String, ?> versions(Region region, Fields input) {
        SecretView secret = secrets.describe(region, input.text("SecretId"));
        boolean deprecatedToo = input.flag("IncludeDeprecated");
        List<SecretVersion> wanted = secret.versions().stream()
                .filter(version -> deprecatedToo || !version.stages().isEmpty())
                .toList();
        Page<SecretVersion> page = page(wanted, input);
        List<Map<String, Object>> entries = page.items().stream()
                .map(version -> Output.of("VersionId", version.id())
                        .with("VersionStages", List.copyOf(version.stages()))
                        .with("CreatedDate", version.created())
                        .map())
                .toList();
        return named(secret)
                .with("Versions", entries)
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, ?> delete(Region region, Fields input) {
        SecretView gone = secrets.delete(
                region,
                new SecretCalls.Delete(
                        input.text("SecretId"),
                        input.flag("ForceDeleteWithoutRecovery"),
                        input.maybeInteger("RecoveryWindowInDays")));
        return named(gone).maybe("DeletionDate", gone.deletion()).map();
    }

    private Map<String, ?> restore(Region region, Fields input) {
        return named(secrets.restore(region, input.text("SecretId"))).map();
    }

    private Map<String, ?> replicate(Region region, Fields input) {
        SecretView secret = secrets.replicate(region, input.text("SecretId"), replicas(input));
        return Output.of("ARN", secret.arn())
                .with("ReplicationStatus", status(secret))
                .map();
    }

    private Map<String, ?> stopReplication(Region region, Fields input) {
        return Output.of(
                        "ARN",
                        secrets.stopReplication(region, input.text("SecretId")).arn())
                .map();
    }

    private Map<String, ?> removeReplicas(Region region, Fields input) {
        List<Region> gone = input.texts("RemoveReplicaRegions").stream()
                .map(SecretsService::region)
                .toList();
        SecretView secret = secrets.removeReplicas(region, input.text("SecretId"), gone);
        return Output.of("ARN", secret.arn())
                .with("ReplicationStatus", status(secret))
                .map();
    }

    private static Output named(SecretView secret) {
        return Output.of("ARN", secret.arn()).with("Name", secret.name());
    }

    private static Output described(SecretView secret, String versionsMember) {
        Map<String, List<String>> labelled = new LinkedHashMap<>();
        secret.versions().stream()
                .filter(version -> !version.stages().isEmpty())
                .forEach(version -> labelled.put(version.id(), List.copyOf(version.stages())));
        Output output = named(secret)
                .maybe("Description", secret.details().description())
                .maybe("KmsKeyId", secret.details().kmsKeyId())
                .with("CreatedDate", secret.created())
                .with("LastChangedDate", secret.changed())
                .maybe("DeletedDate", secret.deletion())
                .maybe("PrimaryRegion", secret.primaryRegion());
        if (!secret.details().tags().isEmpty()) {
            output.with(
                    "Tags",
                    secret.details().tags().entrySet().stream()
                            .map(tag -> Output.of("Key", tag.getKey())
                                    .with("Value", tag.getValue())
                                    .map())
                            .toList());
        }
        return labelled.isEmpty() ? output : output.with(versionsMember, labelled);
    }

    private static List<Map<String, Object>> status(SecretView secret) {
        return secret.replicas().stream()
                .map(replica -> Output.of("Region", replica.region())
                        .with("KmsKeyId", "alias/aws/secretsmanager")
                        .with("Status", replica.sync())
                        .with("StatusMessage", replica.message())
                        .map())
                .toList();
    }

    private static Optional<SecretValue> content(Fields input) {
        Optional<SecretValue> text = input.maybeText("SecretString").map(SecretValue.Text::new);
        Optional<SecretValue> binary = input.maybeText("SecretBinary").map(SecretValue.Binary::new);
        if (text.isPresent() && binary.isPresent()) {
            throw SecretFaults.parameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        return text.or(() -> binary);
    }

    private static SecretCalls.Replication replicas(Fields input) {
        List<Region> regions = input.structures("AddReplicaRegions").stream()
                .map(entry -> region(entry.text("Region")))
                .toList();
        return new SecretCalls.Replication(regions, input.flag("ForceOverwriteReplicaSecret"));
    }

    private static Region region(String code) {
        try {
            return new Region(code);
        } catch (IllegalArgumentException notARegion) {
            throw SecretFaults.parameter("Invalid replica region.");
        }
    }

    private static Map<String, String> tags(List<Fields> entries) {
        Map<String, String> tags = new TreeMap<>();
        entries.forEach(tag -> tags.put(tag.text("Key"), tag.maybeText("Value").orElse("")));
        return tags;
    }

    private static <T> Page<T> page(List<T> all, Fields input) {
        return Page.of(
                all,
                input.maybeInteger("MaxResults").orElse(PAGE_DEFAULT),
                input.maybeText("NextToken"),
                SecretFaults.badToken());
    }
}
