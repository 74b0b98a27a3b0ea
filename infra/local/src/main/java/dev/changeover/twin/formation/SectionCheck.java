package dev.changeover.twin.formation;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What one template says about itself: sections, functions, references and their circles. */
final class SectionCheck {
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Rules",
            "Mappings",
            "Conditions",
            "Resources",
            "Outputs");

    private final Stack stack;
    private final Consumer<String> fault;
    private final Map<String, Resource> resources = new LinkedHashMap<>();

    SectionCheck(Stack stack, Consumer<String> fault) {
        this.stack = stack;
        this.fault = fault;
        stack.resources().forEach(resource -> resources.put(resource.id(), resource));
    }

    void check() {
        stack.template().keySet().stream()
                .filter(section -> !SECTIONS.contains(section))
                .forEach(section -> fault.accept("has the section " + section
                        + ", which CloudFormation works out in the account: synthesize without it."));
        stack.section("Rules").keySet().stream()
                .filter(rule -> !Stack.ofBootstrap(rule))
                .forEach(rule -> fault.accept("has the rule " + rule + ", which the twin does not check."));
        List.of("Resources", "Outputs", "Conditions").forEach(section -> references(stack.section(section)));
        resources.values().forEach(this::after);
        circles();
    }

    private void references(Map<String, Object> section) {
        section.forEach((id, tree) -> {
            Object body = resources.get(id) == null ? tree : resources.get(id).properties();
            Mentions mentions = Mentions.of(body);
            mentions.functions.stream()
                    .filter(name -> !Expressions.FUNCTIONS.contains(name))
                    .forEach(name -> fault.accept(id + " uses " + name + ", which the twin does not work out."));
            mentions.stores.stream()
                    .filter(store -> !store.equals("secretsmanager"))
                    .forEach(store -> fault.accept(
                            id + " refers to {{resolve:" + store + ":…}}; the twin resolves secretsmanager alone."));
            mentions.names.forEach(name -> named(id, name));
            mentions.attributes.forEach(attribute -> attribute(id, attribute));
            missing(id, "condition", mentions.conditions, "Conditions");
            missing(id, "mapping", mentions.mappings, "Mappings");
        });
    }

    private void missing(String id, String what, Set<String> names, String section) {
        names.stream()
                .filter(name -> !stack.section(section).containsKey(name))
                .forEach(name -> fault.accept(id + " names the " + what + " " + name + ", which is not there."));
    }

    private void named(String id, String name) {
        boolean known = resources.containsKey(name)
                || stack.section("Parameters").containsKey(name)
                || Expressions.pseudo(name);
        if (!known) {
            fault.accept(id + " refers to " + name + ", which is neither a resource nor a parameter.");
        }
    }

    private void attribute(String id, Mentions.Attribute attribute) {
        Resource resource = resources.get(attribute.resource());
        if (resource == null) {
            fault.accept(id + " refers to " + attribute.resource() + ", which is no resource.");
        } else if (resource.kind() instanceof Kind.Made made
                && !made.attributes().contains(attribute.name())) {
            fault.accept(id + " asks for " + attribute.name() + " of " + attribute.resource() + " (" + resource.type()
                    + "); the twin tells " + made.attributes() + ".");
        }
    }

    private void after(Resource resource) {
        resource.after().stream()
                .filter(id -> !resources.containsKey(id))
                .forEach(id -> fault.accept(resource.id() + " depends on " + id + ", which is not there."));
        resource.condition()
                .filter(condition -> !stack.section("Conditions").containsKey(condition))
                .ifPresent(condition ->
                        fault.accept(resource.id() + " names the condition " + condition + ", which is not there."));
    }

    private void circles() {
        Order order = order(stack);
        if (!order.circle().isEmpty()) {
            fault.accept("has resources that each need the next one first: " + String.join(", ", order.circle())
                    + ". Take one of these references out.");
        }
    }

    /** A stack's resources, by logical id. */
    static Order order(Stack stack) {
        Map<String, Set<String>> needs = new LinkedHashMap<>();
        for (Resource resource : stack.resources()) {
            Set<String> before = new LinkedHashSet<>(resource.after());
            before.addAll(Mentions.of(resource.properties()).all());
            needs.put(resource.id(), before);
        }
        return Order.of(needs);
    }
}
