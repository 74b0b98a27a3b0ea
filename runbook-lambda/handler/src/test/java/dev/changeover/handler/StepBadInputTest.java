package dev.changeover.handler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no document of ours sends. The apostrophes stand for quotation marks. */
class StepBadInputTest {
    private static final String TURNS = "'changeover':'shop-20261122-1','execution':'4f0a','step':'Approve'";

    private final Stage stage = Stage.set();

    @AfterEach
    void close() {
        stage.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "null",
                "7",
                "[]",
                "{",
                "{} {}",
                "{'changeover':'shop-20261122-1'}",
                "{'changeover':7,'step':'Preflight','execution':'4f0a'}",
                "{'changeover':'../etc/passwd','step':'Preflight','execution':'4f0a'}",
                "{'changeover':'shop-of-nobody','step':'Preflight','execution':'4f0a'}",
                "{'changeover':'shop-20261122-1','step':'preflight','execution':'4f0a'}",
                "{'changeover':'shop-20261122-1','step':'Preflight','execution':''}",
                "{'changeover':'shop-20261122-1','step':'Preflight','execution':'a b'}",
                "{'changeover':'shop-20261122-1','step':'Preflight','execution':'4f0a','hunter2':1}",
                "{'changeover':'shop-20261122-1','execution':'4f0a','closing':'Won'}",
                "{'changeover':'shop-20261122-1','execution':'4f0a','closing':'Failed','step':'Report'}",
                "{" + TURNS + ",'approvedBy':[]}",
                "{" + TURNS + ",'approvedBy':' '}",
                "{" + TURNS + ",'approvedBy':{'hunter2':'Approve'}}",
                "{" + TURNS + ",'approvedBy':[{'Approver':'ben','Decision':'Reject'}]}"
            })
    void refusesWhatItCannotUseAndWritesNothing(String event) {
        assertThatThrownBy(() -> stage.invoke(new StepHandler(stage.equipment), event.replace('\'', '"')))
                .isInstanceOf(UnusableEvent.class)
                .hasMessageNotContaining("hunter2")
                .hasMessageNotContaining("passwd");
        assertThat(stage.journal.read(Stage.ID)).hasSize(1);
        assertThat(stage.log).singleElement().asString().contains("\"level\":\"WARN\"", "refused: ");
    }

    @Test
    void refusesAnEventThatIsTooLarge() {
        String huge = "{\"changeover\":\"" + "x".repeat(Fields.SIZE_MAX) + "\"}";
        assertThatThrownBy(() -> stage.invoke(new StepHandler(stage.equipment), huge))
                .isInstanceOf(UnusableEvent.class)
                .hasMessage("the event is larger than 256 KB");
    }
}
