package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Regions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Looks through an assembly before anything of it is made, and gathers all that cannot be. */
final class Soundness {
    private static final List<Region> REGIONS = List.of(Regions.US_EAST_1, Regions.US_WEST_2);

    private final Path folder;
    private final Map<String, Stack> stacks = new LinkedHashMap<>();
    private final Map<String, String> given;
    private final Map<String, String> exporters = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    Soundness(Path folder, List<Stack> written, Map<String, String> given) {
        this.folder = folder;
        this.given = given;
        written.forEach(stack -> stacks.put(stack.name(), stack));
        written.forEach(stack -> stack.exports()
                .values()
                .forEach(name -> exporters.put(region(stack) + literal(stack, name), stack.name())));
    }

    /** Exports are seen in their own Region only. */
    private static String region(Stack stack) {
        return stack.region() + " ";
    }

    /** The stacks in the order they can be made in. */
    List<Stack> inOrder() {
        given.keySet().forEach(this::requireMeant);
        stacks.values().forEach(this::check);
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        stacks.values().forEach(stack -> needs.put(stack.name(), before(stack)));
        Order order = Order.of(needs);
        if (!order.circle().isEmpty()) {
            faults.add("The stacks " + String.join(", ", order.circle())
                    + " each need the next one first: take one of these references out.");
        }
        if (!faults.isEmpty()) {
            throw new UnusableTemplates(faults);
        }
        return order.sorted().stream().map(stacks::get).toList();
    }

    private void requireMeant(String parameter) {
        int colon = parameter.lastIndexOf(':');
        Stack stack = colon < 0 ? null : stacks.get(parameter.substring(0, colon));
        if (stack == null || stack.parameter(parameter.substring(colon + 1)).isEmpty()) {
            faults.add("No template has the parameter " + parameter + ": name it as STACK:NAME. The stacks are "
                    + String.join(", ", stacks.keySet()) + ".");
        }
    }

    private Set<String> before(Stack stack) {
        Set<String> before = new LinkedHashSet<>(stack.after());
        Mentions.of(stack.template())
                .imports
                .forEach(name -> Optional.ofNullable(exporters.get(region(stack) + literal(stack, name)))
                        .ifPresent(before::add));
        stack.section("Parameters").keySet().stream()
                .filter(parameter -> !given.containsKey(stack.name() + ":" + parameter))
                .flatMap(parameter -> stack.told(parameter).stream())
                .forEach(told -> before.add(told.stack()));
        return before;
    }

    private void check(Stack stack) {
        if (!REGIONS.contains(stack.region())) {
            fault(
                    stack,
                    "is for " + stack.region() + ", and the twin's Regions are " + REGIONS
                            + ": synthesize it for one of these.");
        }
        new SectionCheck(stack, why -> fault(stack, why)).check();
        stack.section("Parameters").keySet().forEach(parameter -> parameter(stack, parameter));
        stack.resources().forEach(resource -> resource(stack, resource));
        Mentions.of(stack.template()).imports.stream()
                .map(name -> literal(stack, name))
                .filter(name -> !exporters.containsKey(region(stack) + name))
                .forEach(name -> fault(
                        stack,
                        "imports '" + name + "', which no other stack in " + stack.region()
                                + " exports: synthesize that stack too."));
    }

    private void parameter(Stack stack, String parameter) {
        Map<String, Object> words = stack.parameter(parameter);
        if (Stack.ofBootstrap(parameter)) {
            return;
        }
        String key = stack.name() + ":" + parameter;
        if (String.valueOf(words.get("Type")).startsWith("AWS::SSM::Parameter::Value")) {
            fault(stack, "reads its parameter " + parameter + " from Parameter Store, which is empty in a new twin.");
        }
        Optional<Stack.Told> told = stack.told(parameter);
        boolean known = given.containsKey(key) || words.containsKey("Default");
        if (!known && told.isEmpty()) {
            fault(stack, "has no value for its parameter " + parameter + ": add --parameter " + key + "=VALUE.");
        } else if (!known && told.filter(this::comes).isEmpty()) {
            fault(
                    stack,
                    "takes its parameter " + parameter + " from the output "
                            + told.get().output() + " of " + told.get().stack()
                            + ", which is not here: add --parameter " + key + "=VALUE.");
        }
        List<?> allowed = Trees.list(words.get("AllowedValues"));
        if (given.containsKey(key) && !allowed.isEmpty() && !allowed.contains(given.get(key))) {
            fault(stack, "allows " + allowed + " for its parameter " + parameter + ", not " + given.get(key) + ".");
        }
    }

    private boolean comes(Stack.Told told) {
        return stacks.containsKey(told.stack()) && stacks.get(told.stack()).output(told.output()) != null;
    }

    private void resource(Stack stack, Resource resource) {
        switch (resource.kind()) {
            case Kind.Unknown _ ->
                fault(
                        stack,
                        resource.id() + " is of the type " + resource.type()
                                + ", of which the twin has no model: leave it out for the twin.");
            case Kind.NotModelled _ -> {}
            case Kind.Made made -> {
                resource.properties().keySet().stream()
                        .filter(property -> !made.knows(property))
                        .forEach(property -> fault(
                                stack,
                                resource.id() + " (" + resource.type() + ") has the property " + property
                                        + ", which the twin does not go by: leave it out for the twin."));
                if (resource.type().equals("AWS::Lambda::Function")) {
                    code(stack, resource);
                }
            }
        }
    }

    private void code(Stack stack, Resource function) {
        Map<String, Object> code = Trees.map(function.properties().get("Code"));
        if (!(code.get("S3Key") instanceof String)) {
            fault(
                    stack,
                    function.id() + " runs " + code.keySet()
                            + ", and the twin runs a zip of the assembly: synthesize it so.");
        } else if (!Files.isRegularFile(Assembly.asset(folder, code))) {
            fault(
                    stack,
                    function.id() + " runs " + Assembly.asset(folder, code)
                            + ", which is not there: synthesize again.");
        }
    }

    private void fault(Stack stack, String why) {
        faults.add(stack.file() + ": " + why);
    }

    /** What can be worked out without anything being there; otherwise nothing that any export is named. */
    private static String literal(Stack stack, Object tree) {
        try {
            return new Expressions(stack, new Nowhere()).text(tree);
        } catch (FormationTrouble _) {
            return tree.toString();
        }
    }

    /** Where nothing is made yet. */
    private static final class Nowhere implements Expressions.World {
        @Override
        public Object named(String name) {
            throw new FormationTrouble(name + " is not known yet.");
        }

        @Override
        public Object attribute(Mentions.Attribute attribute) {
            throw new FormationTrouble(attribute + " is not known yet.");
        }

        @Override
        public Object imported(String name) {
            throw new FormationTrouble(name + " is not known yet.");
        }

        @Override
        public String dynamic(String text) {
            return text;
        }
    }
}
