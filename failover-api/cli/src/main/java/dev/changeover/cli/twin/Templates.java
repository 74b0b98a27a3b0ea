package dev.changeover.cli.twin;

import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import dev.changeover.cli.command.OutputsPlan;
import dev.changeover.twin.formation.Assembly;
import dev.changeover.twin.formation.UnusableTemplates;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The templates a twin's world is made from, as an operator names them.
 *
 * @param parameters values for the templates' parameters, by {@code STACK:NAME}
 */
record Templates(Path folder, Map<String, String> parameters) {
    Templates {
        parameters = Map.copyOf(parameters);
    }

    /** From what {@link #words} made. */
    static Templates of(List<String> words) {
        Map<String, String> parameters = new LinkedHashMap<>();
        words.stream()
                .skip(1)
                .forEach(word ->
                        parameters.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1)));
        return new Templates(Path.of(words.getFirst()), parameters);
    }

    List<String> words() {
        List<String> words = new ArrayList<>(List.of(folder.toAbsolutePath().toString()));
        parameters.forEach((name, value) -> words.add(name + "=" + value));
        return words;
    }

    Assembly read() {
        return Assembly.read(folder, parameters);
    }

    /** @throws Refusal before anything is started, naming all that is wrong */
    Assembly check() {
        try {
            Assembly assembly = read();
            OutputsPlan.requireAll(assembly.outputsToCome());
            return assembly;
        } catch (UnusableTemplates unusable) {
            throw new Refusal(
                    ExitCode.USAGE,
                    "The templates cannot be made into a twin:\n  " + String.join("\n  ", unusable.faults()),
                    "Nothing was created. docs/twin.md lists what the twin makes of templates.");
        }
    }

    /** What is made and what is not, for a person. */
    static String tally(Assembly assembly) {
        int notMade = assembly.notMade().values().stream()
                .mapToInt(Assembly.NotMade::count)
                .sum();
        String types = assembly.notMade().entrySet().stream()
                .map(entry -> entry.getKey() + " " + entry.getValue().count())
                .collect(Collectors.joining(", "));
        return "Of the stacks " + String.join(", ", assembly.stackNames()) + ": " + assembly.made()
                + " resources are made; " + notMade + " are known and not modelled, and what that means is in"
                + " docs/twin.md: " + types + ".";
    }
}
