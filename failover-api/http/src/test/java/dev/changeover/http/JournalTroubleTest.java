package dev.changeover.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.journal.CorruptJournalException;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.port.UnreadException;
import dev.changeover.http.twin.Person;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A journal that is silent is waited for; one that refuses, or is damaged, is mended by a person, each otherwise. */
class JournalTroubleTest {
    private final TroubledJournal journal = new TroubledJournal();
    private final Office office = new Office(journal, Office.shop());

    @AfterEach
    void close() {
        office.close();
    }

    private Office.Said asked(RuntimeException trouble) {
        journal.trouble = Optional.of(trouble);
        Office.Said said = office.reads(Person.VIEWER, "/v1/applications/shop/changeovers");
        assertThat(said.status()).as(said.text()).isEqualTo(503);
        Contract.holds("get", "/v1/applications/{application}/changeovers", said);
        return said;
    }

    private static RuntimeException table(PortFailure.Code code, String message) {
        return new UnreadException("the journal", new PortFailure(code, message), new IOException(message));
    }

    @Test
    void aSilentJournalIsAskedAgain() {
        Office.Said said = asked(table(PortFailure.Code.UNREACHABLE, "DynamoDB did not answer"));
        assertThat(said.code()).isEqualTo("journal-unavailable");
        assertThat(said.json().path("detail").asString()).contains("DynamoDB did not answer");
        assertThat(asked(new UncheckedIOException(new IOException("a bad sector")))
                        .code())
                .isEqualTo("journal-unavailable");
    }

    @Test
    void aJournalThatMayNotBeReadNamesThePermission() {
        Office.Said said = asked(table(PortFailure.Code.DENIED, "not authorized to perform: dynamodb:Query"));
        assertThat(said.code()).isEqualTo("journal-denied");
        assertThat(said.json().path("detail").asString()).contains("dynamodb:Query");
        assertThat(said.json().path("whatToDo").asString()).contains("rights on the table");
        assertThat(asked(new UncheckedIOException(new AccessDeniedException("journal/shop.jsonl")))
                        .code())
                .isEqualTo("journal-denied");
    }

    @Test
    void aDamagedJournalIsLeftAlone() {
        Office.Said said = asked(new CorruptJournalException("line 7 of shop-1 is no event"));
        assertThat(said.code()).isEqualTo("journal-damaged");
        assertThat(said.json().path("detail").asString()).contains("line 7 of shop-1 is no event");
        assertThat(said.json().path("whatToDo").asString()).contains("change nothing in it");
    }
}
