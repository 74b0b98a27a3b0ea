package dev.changeover.twin.formation;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A folder of synthesized templates ({@code cdk.out}), read and found sound: everything in it is either made by the
 * twin or on its list of what it knows and does not make.
 */
public final class Assembly {
    private final Path folder;
    private final List<Stack> stacks;
    private final Map<String, String> given;

    private Assembly(Path folder, List<Stack> stacks, Map<String, String> given) {
        this.folder = folder;
        this.stacks = List.copyOf(stacks);
        this.given = Map.copyOf(given);
    }

    /**
     * Reads it, and looks through all of it.
     *
     * @param given parameters' values, by {@code STACK:NAME}
     * @throws UnusableTemplates naming everything that cannot be made; nothing has been by then
     */
    public static Assembly read(Path folder, Map<String, String> given) {
        List<Stack> written = new AssemblyReader(folder).stacks();
        return new Assembly(folder, new Soundness(folder, written, given).inOrder(), given);
    }

    /** The stacks' names, in the order they are made in. */
    public List<String> stackNames() {
        return stacks.stream().map(Stack::name).toList();
    }

    /** How many resources will be made. */
    public int made() {
        return (int) stacks.stream()
                .flatMap(stack -> stack.resources().stream())
                .filter(resource -> resource.kind() instanceof Kind.Made)
                .count();
    }

    /** A type of which nothing is made. */
    public record NotMade(int count, String meaning) {}

    /** What is known and not made, by type. */
    public Map<String, NotMade> notMade() {
        Map<String, NotMade> all = new TreeMap<>();
        for (Stack stack : stacks) {
            for (Resource resource : stack.resources()) {
                if (resource.kind() instanceof Kind.NotModelled(var meaning)) {
                    all.merge(
                            resource.type(),
                            new NotMade(1, meaning),
                            (one, _) -> new NotMade(one.count() + 1, one.meaning()));
                }
            }
        }
        return all;
    }

    /** Whether any stack has a resource of the type. */
    public boolean has(String type) {
        return stacks.stream()
                .flatMap(stack -> stack.resources().stream())
                .anyMatch(resource -> resource.type().equals(type));
    }

    /** Which outputs there will be, by stack; those that the templates say outright with their values. */
    public Map<String, Map<String, String>> outputsToCome() {
        Map<String, Map<String, String>> all = new LinkedHashMap<>();
        stacks.forEach(stack -> {
            Map<String, String> keys = new LinkedHashMap<>();
            stack.section("Outputs")
                    .keySet()
                    .forEach(key -> keys.put(key, stack.output(key) instanceof String text ? text : "to come"));
            all.put(stack.name(), keys);
        });
        return all;
    }

    /**
     * Makes everything.
     *
     * @return the stacks' outputs, as {@code cdk deploy --outputs-file} writes them
     * @throws FormationTrouble if a resource is refused after all
     */
    public Map<String, Map<String, String>> make(Ground ground) {
        return new Formation(folder, stacks, given, ground).make();
    }

    /** The file of a function's zip. */
    static Path asset(Path folder, Map<String, Object> code) {
        return folder.resolve("asset." + code.get("S3Key"));
    }
}
