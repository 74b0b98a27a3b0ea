package dev.changeover.documents;

import dev.changeover.twin.ssm.AutomationStatus;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A way through a document, and how it must end. */
record Scenario(
        String name, Document document, Map<String, List<String>> parameters, Script script, Expected expected) {
    /** What the function does, and what people do once the execution has begun. */
    record Script(Consumer<StepFunction> function, Consumer<Play> people) {}

    /** {@code closings} is empty where nothing may be recorded. */
    record Expected(AutomationStatus status, String last, List<String> closings) {}

    Play play() {
        var play = new Play();
        script.function().accept(play.function());
        play.start(document, parameters);
        script.people().accept(play);
        return play.finish();
    }

    @Override
    public String toString() {
        return document.name() + ": " + name;
    }
}
