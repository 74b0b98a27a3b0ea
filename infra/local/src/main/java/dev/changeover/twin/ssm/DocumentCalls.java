package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.wire.Fields;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RpcService;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls for documents. */
final class DocumentCalls {
    private final Documents documents;

    DocumentCalls(Documents documents) {
        this.documents = documents;
    }

    Map<String, RpcService.Operation> operations() {
        return Map.of(
                "CreateDocument", this::create,
                "UpdateDocument", this::update,
                "UpdateDocumentDefaultVersion", this::makeStandard,
                "GetDocument", this::content,
                "DescribeDocument", this::describe,
                "ListDocuments", this::list,
                "ListDocumentVersions", this::versions,
                "DeleteDocument", this::delete);
    }

    private Map<String, ?> create(Region region, Fields input) {
        SsmInput.refuse(input, "CreateDocument", "Requires", "Attachments", "TargetType");
        String type = input.maybeText("DocumentType").orElse("Command");
        if (!type.equals("Automation")) {
            throw SsmFaults.validation("The twin keeps documents of the type Automation only, not " + type + ".");
        }
        return description(documents.create(region, sent(input), SsmInput.tags(input)));
    }

    private Map<String, ?> update(Region region, Fields input) {
        SsmInput.refuse(input, "UpdateDocument", "Attachments", "TargetType");
        return description(documents.update(region, sent(input), input.maybeText("DocumentVersion")));
    }

    private static Documents.Content sent(Fields input) {
        return new Documents.Content(
                input.text("Name"),
                input.text("Content"),
                SsmInput.word(input, "DocumentFormat", DocumentFormat.class).orElse(DocumentFormat.JSON),
                input.maybeText("VersionName"));
    }

    private Map<String, ?> makeStandard(Region region, Fields input) {
        DocumentView view = documents.makeStandard(region, input.text("Name"), input.text("DocumentVersion"));
        return Output.of(
                        "Description",
                        Output.of("Name", view.version().document())
                                .with("DefaultVersion", Integer.toString(view.standard()))
                                .maybe("DefaultVersionName", view.version().versionName())
                                .map())
                .map();
    }

    private Map<String, ?> content(Region region, Fields input) {
        DocumentView view = documents.view(region, input.text("Name"), which(input));
        DocumentVersion version = view.version();
        Optional<DocumentFormat> asked = SsmInput.word(input, "DocumentFormat", DocumentFormat.class);
        if (asked.filter(format -> format != version.format()).isPresent()) {
            throw SsmFaults.validation("The twin returns a document as it was written: in " + version.format() + ".");
        }
        return identity(view)
                .with("Content", version.content())
                .with("Status", "Active")
                .map();
    }

    private Map<String, ?> describe(Region region, Fields input) {
        DocumentView view = documents.view(region, input.text("Name"), which(input));
        return Output.of("Document", described(view)).map();
    }

    private static Documents.Which which(Fields input) {
        return new Documents.Which(input.maybeText("DocumentVersion"), input.maybeText("VersionName"));
    }

    private Map<String, ?> list(Region region, Fields input) {
        SsmInput.refuse(input, "ListDocuments", "DocumentFilterList");
        List<DocumentView> wanted = documents.all(region).stream()
                .filter(view -> input.structures("Filters").stream().allMatch(filter -> matches(view, filter)))
                .toList();
        Page<DocumentView> page = SsmInput.page(wanted, input);
        return Output.of(
                        "DocumentIdentifiers",
                        page.items().stream()
                                .map(view -> identity(view)
                                        .with("Owner", Account.ID)
                                        .with("SchemaVersion", "0.3")
                                        .with("PlatformTypes", List.of("Windows", "Linux", "MacOS"))
                                        .with("Tags", tags(view))
                                        .map())
                                .toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private static boolean matches(DocumentView view, Fields filter) {
        List<String> values = filter.texts("Values");
        return switch (filter.text("Key")) {
            case "Owner" ->
                values.stream()
                        .allMatch(owner -> List.of("Self", "Private", "All").contains(owner));
            case "DocumentType" -> values.contains("Automation");
            case "Name" -> values.stream().anyMatch(view.version().document()::startsWith);
            case String key
            when key.startsWith("tag:") -> values.contains(view.tags().get(key.substring("tag:".length())));
            case String key -> throw SsmFaults.filterKey(key);
        };
    }

    private Map<String, ?> versions(Region region, Fields input) {
        Page<DocumentView> page = SsmInput.page(documents.versions(region, input.text("Name")), input);
        return Output.of(
                        "DocumentVersions",
                        page.items().stream()
                                .map(view -> Output.of("Name", view.version().document())
                                        .with(
                                                "DocumentVersion",
                                                Integer.toString(view.version().number()))
                                        .maybe("VersionName", view.version().versionName())
                                        .with("CreatedDate", view.version().created())
                                        .with("IsDefaultVersion", view.version().number() == view.standard())
                                        .with("DocumentFormat", view.version().format())
                                        .with("Status", "Active")
                                        .map())
                                .toList())
                .maybe("NextToken", page.next())
                .map();
    }

    private Map<String, ?> delete(Region region, Fields input) {
        documents.delete(region, input.text("Name"), which(input));
        return Output.empty();
    }

    private static Map<String, ?> description(DocumentView view) {
        return Output.of("DocumentDescription", described(view)).map();
    }

    private static Output identity(DocumentView view) {
        return Output.of("Name", view.version().document())
                .with("CreatedDate", view.version().created())
                .maybe("VersionName", view.version().versionName())
                .with("DocumentVersion", Integer.toString(view.version().number()))
                .with("DocumentType", "Automation")
                .with("DocumentFormat", view.version().format());
    }

    private static Map<String, Object> described(DocumentView view) {
        return identity(view)
                .with("Hash", hash(view.version().content()))
                .with("HashType", "Sha256")
                .with("Owner", Account.ID)
                .with("Status", "Active")
                .maybe("Description", view.runbook().description())
                .with(
                        "Parameters",
                        view.runbook().parameters().values().stream()
                                .map(DocumentCalls::parameter)
                                .toList())
                .with("PlatformTypes", List.of("Windows", "Linux", "MacOS"))
                .with("SchemaVersion", "0.3")
                .with("LatestVersion", Integer.toString(view.latest()))
                .with("DefaultVersion", Integer.toString(view.standard()))
                .with("Tags", tags(view))
                .map();
    }

    private static Map<String, Object> parameter(ParameterRule rule) {
        return Output.of("Name", rule.name())
                .with("Type", rule.wireType())
                .maybe("Description", rule.description())
                .maybe("DefaultValue", rule.defaultValue().map(Tree::text))
                .map();
    }

    private static List<Map<String, Object>> tags(DocumentView view) {
        return view.tags().entrySet().stream()
                .map(tag -> Output.of("Key", tag.getKey())
                        .with("Value", tag.getValue())
                        .map())
                .toList();
    }

    private static String hash(String content) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
