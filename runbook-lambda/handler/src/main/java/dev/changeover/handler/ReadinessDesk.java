package dev.changeover.handler;

import dev.changeover.core.notice.NoticeMarks;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.documents.Document;
import dev.changeover.documents.Documents;
import dev.changeover.handler.service.Premises;
import dev.changeover.journal.dynamodb.DynamoBoard;
import dev.changeover.operations.Operations;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What the readiness function works with.
 *
 * @param operations what finds a changeover its driver, as the failover API does
 * @param log takes one line at a time
 */
record ReadinessDesk(
        Settings settings,
        Premises premises,
        Operations operations,
        DynamoBoard board,
        NoticeMarks marks,
        InstantSource clock,
        Consumer<String> log) {
    /** The documents and functions that a changeover in either Region stands on. */
    ReadinessSettings readiness() {
        Stream<Artefact> documents = Documents.all().stream()
                .map(Document::name)
                .map(name -> new Artefact(Artefact.Kind.DOCUMENT, name, Optional.empty()));
        Stream<Artefact> functions = settings.functions().stream()
                .map(name -> new Artefact(Artefact.Kind.FUNCTION, name, Optional.empty()));
        List<Artefact> all = Stream.concat(documents, functions).toList();
        return new ReadinessSettings(all, ReadinessSettings.UNDRIVEN_AFTER_DEFAULT);
    }
}
