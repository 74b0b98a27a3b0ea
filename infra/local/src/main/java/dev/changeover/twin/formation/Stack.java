package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One template, and where it is to be.
 *
 * @param after the stacks that have to be there before it
 */
record Stack(String name, Region region, String file, Map<String, Object> template, Set<String> after) {
    /** Under {@code Metadata}: which output of another stack is a parameter's value unless somebody says otherwise. */
    static final String TOLD_BY = "changeover:parameters";

    Map<String, Object> section(String name) {
        return Trees.map(template.get(name));
    }

    List<Resource> resources() {
        List<Resource> all = new ArrayList<>();
        section("Resources").forEach((id, entry) -> all.add(Resource.of(id, Trees.map(entry))));
        return all;
    }

    /** The parameter's own words: type, default and so on; empty if there is none of that name. */
    Map<String, Object> parameter(String parameter) {
        return Trees.map(section("Parameters").get(parameter));
    }

    /** The output that tells a parameter's value. */
    Optional<Told> told(String parameter) {
        return Optional.ofNullable(Trees.map(section("Metadata").get(TOLD_BY)).get(parameter))
                .map(Object::toString)
                .filter(word -> word.contains("."))
                .map(word ->
                        new Told(word.substring(0, word.lastIndexOf('.')), word.substring(word.lastIndexOf('.') + 1)));
    }

    /** An output, by the stack's name and its key. */
    record Told(String stack, String output) {}

    /** The names under which outputs can be imported, as written, by output. */
    Map<String, Object> exports() {
        Map<String, Object> names = new LinkedHashMap<>();
        section("Outputs").forEach((key, output) -> {
            Object name = Trees.map(Trees.map(output).get("Export")).get("Name");
            if (name != null) {
                names.put(key, name);
            }
        });
        return names;
    }

    Object output(String key) {
        return Trees.map(section("Outputs").get(key)).get("Value");
    }

    /** CDK's own check that the account was bootstrapped, which a twin does not need to be. */
    static boolean ofBootstrap(String word) {
        return word.equals("BootstrapVersion") || word.equals("CheckBootstrapVersion");
    }
}
