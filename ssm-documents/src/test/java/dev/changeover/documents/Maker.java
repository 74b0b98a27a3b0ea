package dev.changeover.documents;

import dev.changeover.documents.Scenario.Expected;
import dev.changeover.documents.Scenario.Script;
import dev.changeover.documents.StepFunction.Manner;
import dev.changeover.twin.ssm.StopKind;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Makes scenarios of one document, started with the same parameters. */
record Maker(Document document, Map<String, List<String>> parameters) {
    Scenario with(String name, Consumer<StepFunction> function, Expected expected) {
        return people(name, function, _ -> {}, expected);
    }

    Scenario people(String name, Consumer<StepFunction> function, Consumer<Play> people, Expected expected) {
        return new Scenario(name, document, parameters, new Script(function, people), expected);
    }

    Scenario at(String key, String name, Manner manner, Expected expected) {
        return with(key + " " + name, function -> function.when(key, manner), expected);
    }

    Scenario stopped(String key, StopKind how, Expected expected) {
        return people(
                "stopped at " + key + " by " + how,
                function -> function.isSlowAt(key),
                play -> play.stop(how),
                expected);
    }
}
