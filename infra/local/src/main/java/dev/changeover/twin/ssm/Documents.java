package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The Automation documents of every Region; each Region has its own. */
public final class Documents {
    /** The limits of "Systems Manager endpoints and quotas", AWS General Reference, read 2026. */
    static final int BYTES_MAX = 64 * 1024;

    static final int VERSIONS_MAX = 1000;
    static final int DOCUMENTS_MAX = 500;

    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_\\-.]{3,128}");
    private static final Pattern VERSION_NAME = Pattern.compile("[a-zA-Z0-9_\\-.]{1,128}");

    /** Prefixes AWS keeps for its own; CreateDocument API reference, read 2026. */
    private static final Pattern RESERVED = Pattern.compile("(?i)(aws|amazon|amzn)([-_.:/]|$).*");

    /** What a caller sends to make a document or a version of one. */
    public record Content(String name, String content, DocumentFormat format, Optional<String> versionName) {
        public static Content yaml(String name, String content) {
            return new Content(name, content, DocumentFormat.YAML, Optional.empty());
        }
    }

    /** Which version is meant: a number, {@code $LATEST}, {@code $DEFAULT} or a version's name. */
    public record Which(Optional<String> version, Optional<String> versionName) {
        public static final Which STANDARD = new Which(Optional.empty(), Optional.empty());
    }

    private record Version(DocumentVersion text, Runbook runbook) {}

    private static final class Document {
        final NavigableMap<Integer, Version> versions = new TreeMap<>();
        final Map<String, String> tags;
        int standard = 1;

        /** Numbers are never used again, even when the version they named is gone. */
        int last;

        Document(Map<String, String> tags) {
            this.tags = Map.copyOf(tags);
        }

        DocumentView view(Version version) {
            return new DocumentView(version.text(), version.runbook(), versions.lastKey(), standard, tags);
        }

        void add(Version version) {
            versions.put(version.text().number(), version);
            last = version.text().number();
        }
    }

    private final Timeline timeline;
    private final Map<Region, NavigableMap<String, Document>> regions = new HashMap<>();

    private final Shelf shelf;

    public Documents(Timeline timeline, Shelf shelf) {
        this.timeline = timeline;
        this.shelf = shelf;
        shelf.all(Shelf.Kind.DOCUMENTS).forEach(this::restore);
    }

    /** A document as it lies on the shelf. */
    private record Kept(List<DocumentVersion> versions, int standard, int last, Map<String, String> tags) {}

    private void restore(Shelf.Entry entry) {
        Kept kept = Tree.read(entry.content(), Kept.class);
        Document document = new Document(kept.tags());
        kept.versions()
                .forEach(text -> document.add(new Version(text, RunbookReader.read(text.content(), text.format()))));
        document.standard = kept.standard();
        document.last = kept.last();
        documents(entry.region()).put(entry.name(), document);
    }

    private void keep(Region region, String name, Document document) {
        List<DocumentVersion> versions =
                document.versions.values().stream().map(Version::text).toList();
        var kept = new Kept(versions, document.standard, document.last, document.tags);
        shelf.keep(Shelf.Kind.DOCUMENTS, region, name(name), () -> Tree.text(kept));
    }

    DocumentView create(Region region, Content sent, Map<String, String> tags) {
        return timeline.call(() -> {
            requireName(sent.name());
            NavigableMap<String, Document> all = documents(region);
            if (all.containsKey(sent.name())) {
                throw SsmFaults.documentExists();
            }
            if (all.size() >= DOCUMENTS_MAX) {
                throw SsmFaults.documents("A Region holds at most " + DOCUMENTS_MAX + " documents.");
            }
            Version first = read(sent, 1);
            Document document = new Document(tags);
            document.add(first);
            all.put(sent.name(), document);
            keep(region, sent.name(), document);
            return document.view(first);
        });
    }

    /** Makes the content the document's default version, unless it is that already. */
    public DocumentVersion publish(Region region, Content sent) {
        return timeline.call(() -> {
            if (!documents(region).containsKey(sent.name())) {
                return create(region, sent, Map.of()).version();
            }
            Document document = document(region, sent.name());
            Version same = document.versions.values().stream()
                    .filter(version -> version.text().content().equals(sent.content()))
                    .findFirst()
                    .orElse(null);
            DocumentView view = same == null ? update(region, sent, Optional.empty()) : document.view(same);
            return makeStandard(
                            region, sent.name(), Integer.toString(view.version().number()))
                    .version();
        });
    }

    /** {@code base} is the version the caller means to replace; AWS takes none but the latest. */
    DocumentView update(Region region, Content sent, Optional<String> base) {
        return timeline.call(() -> {
            Document document = document(region, sent.name());
            Version before = base.map(version -> version(document, new Which(base, Optional.empty())))
                    .orElseGet(() -> document.versions.lastEntry().getValue());
            if (before.text().number() != document.versions.lastKey()) {
                throw SsmFaults.noDocumentVersion();
            }
            Version next = read(sent, document.last + 1);
            if (document.versions.size() >= VERSIONS_MAX) {
                throw SsmFaults.documentVersions("A document has at most " + VERSIONS_MAX + " versions.");
            }
            requireNew(document, sent);
            document.add(next);
            keep(region, sent.name(), document);
            return document.view(next);
        });
    }

    private static void requireNew(Document document, Content sent) {
        for (Version version : document.versions.values()) {
            if (version.text().content().equals(sent.content())) {
                throw SsmFaults.sameContent();
            }
            if (sent.versionName().isPresent()
                    && sent.versionName().equals(version.text().versionName())) {
                throw SsmFaults.sameVersionName();
            }
        }
    }

    private Version read(Content sent, int number) {
        int bytes = sent.content().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > BYTES_MAX) {
            throw SsmFaults.tooLarge(bytes, BYTES_MAX);
        }
        sent.versionName().filter(name -> !VERSION_NAME.matcher(name).matches()).ifPresent(name -> {
            throw SsmFaults.validation("The version name " + name + " does not match " + VERSION_NAME + ".");
        });
        Runbook runbook = RunbookReader.read(sent.content(), sent.format());
        return new Version(
                new DocumentVersion(
                        sent.name(), number, sent.versionName(), sent.format(), sent.content(), timeline.now()),
                runbook);
    }

    DocumentView makeStandard(Region region, String name, String number) {
        return timeline.call(() -> {
            Document document = document(region, name);
            Version version = version(document, new Which(Optional.of(number), Optional.empty()));
            document.standard = version.text().number();
            keep(region, name, document);
            return document.view(version);
        });
    }

    DocumentView view(Region region, String name, Which which) {
        return timeline.call(() -> {
            Document document = document(region, name);
            return document.view(version(document, which));
        });
    }

    /** Every document's default version, by name. */
    List<DocumentView> all(Region region) {
        return timeline.call(() -> documents(region).values().stream()
                .map(document -> document.view(document.versions.get(document.standard)))
                .toList());
    }

    /** Newest first. */
    List<DocumentView> versions(Region region, String name) {
        return timeline.call(() -> {
            Document document = document(region, name);
            return document.versions.descendingMap().values().stream()
                    .map(document::view)
                    .toList();
        });
    }

    /** Deletes one version, or all of it when none is named. */
    void delete(Region region, String name, Which which) {
        timeline.run(() -> {
            Document document = document(region, name);
            if (which.equals(Which.STANDARD)) {
                documents(region).remove(name(name));
                shelf.drop(Shelf.Kind.DOCUMENTS, region, name(name));
                return;
            }
            int number = version(document, which).text().number();
            if (number == document.standard) {
                throw SsmFaults.documentOperation("Default version of the document can't be deleted.");
            }
            document.versions.remove(number);
            keep(region, name, document);
        });
    }

    private static Version version(Document document, Which which) {
        Optional<Version> found = which.versionName().isPresent()
                ? document.versions.values().stream()
                        .filter(version -> version.text().versionName().equals(which.versionName()))
                        .findFirst()
                : number(document, which.version().orElse("$DEFAULT")).map(document.versions::get);
        return found.filter(version -> which.version().isEmpty()
                        || which.versionName().isEmpty()
                        || number(document, which.version().get())
                                .equals(Optional.of(version.text().number())))
                .orElseThrow(SsmFaults::noDocumentVersion);
    }

    private static Optional<Integer> number(Document document, String version) {
        return switch (version) {
            case "$DEFAULT" -> Optional.of(document.standard);
            case "$LATEST" -> Optional.of(document.versions.lastKey());
            case String text when text.matches("[1-9][0-9]{0,8}") -> Optional.of(Integer.valueOf(text));
            case String _ -> Optional.empty();
        };
    }

    private Document document(Region region, String name) {
        return Optional.ofNullable(documents(region).get(name(name))).orElseThrow(SsmFaults::noDocument);
    }

    /** A document may be named by its ARN. */
    private static String name(String nameOrArn) {
        return nameOrArn.startsWith("arn:") ? nameOrArn.substring(nameOrArn.lastIndexOf('/') + 1) : nameOrArn;
    }

    private NavigableMap<String, Document> documents(Region region) {
        return regions.computeIfAbsent(region, _ -> new TreeMap<>());
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw SsmFaults.validation("The document name " + name + " does not match " + NAME + ".");
        }
        if (RESERVED.matcher(name).matches()) {
            throw SsmFaults.validation("The document name " + name + " begins with a word AWS keeps for itself.");
        }
    }
}
