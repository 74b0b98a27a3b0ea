package dev.changeover.acceptance;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Site;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.model.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the roles of templates allow. The roles name what is in the plan that the templates were made with; a twin of
 * these templates has other secrets, controls and an account of its own, so each is put in the place of the other.
 */
final class FunctionRoles {
    /** IAM answers whoever asks who they are ("GetCallerIdentity", STS API reference, read 2026-11-22). */
    private static final String NEEDS_NO_PERMISSION = "sts:GetCallerIdentity";

    private final Map<String, List<Statement>> roles = new LinkedHashMap<>();
    private final Set<String> ofFunctions = new TreeSet<>();
    private ApplicationPlan plan;

    /** Actions, each on any of the resources. */
    record Statement(Set<String> actions, List<String> resources) {
        /** IAM's asterisk stands for any characters, at the end of an ARN here and nowhere else. */
        boolean covers(String action, String on) {
            return actions.contains(action)
                    && resources.stream()
                            .anyMatch(resource -> resource.endsWith("*")
                                    ? on.startsWith(resource.substring(0, resource.length() - 1))
                                    : resource.equals(on));
        }
    }

    private FunctionRoles() {}

    /** Those of the templates in a folder, in the names of the twin that has {@code plan}. */
    static FunctionRoles in(Path folder, ApplicationPlan plan) throws IOException {
        var roles = new FunctionRoles();
        List<String> texts = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".template.json"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
        }
        roles.plan = texts.stream()
                .flatMap(text -> published(text).stream())
                .findFirst()
                .orElseThrow(() -> new AssertionError("no plan in the templates of " + folder));
        texts.forEach(text -> roles.add(roles.renamed(text, plan), plan));
        return roles;
    }

    /** The plan that the templates were made with. */
    ApplicationPlan plan() {
        return plan;
    }

    /** What was asked for and would be refused on AWS, one line each. */
    Set<String> refused(JsonNode calls) {
        Set<String> refused = new TreeSet<>();
        calls.path("calls").forEach(call -> {
            String caller = call.path("caller").asString();
            String action = call.path("action").asString();
            String on = call.path("on").asString();
            if (roles.containsKey(caller) && !action.equals(NEEDS_NO_PERMISSION) && !allows(caller, action, on)) {
                refused.add(caller + " " + action + " on " + on);
            }
        });
        return refused;
    }

    private boolean allows(String role, String action, String on) {
        return roles.get(role).stream().anyMatch(statement -> statement.covers(action, on));
    }

    /** What a function is allowed and asked for in neither Region, one line each: the function and the action. */
    Set<String> idle(JsonNode calls) {
        Set<String> idle = new TreeSet<>();
        for (String role : ofFunctions) {
            roles.get(role)
                    .forEach(statement ->
                            statement.actions().forEach(action -> idle.add(everywhere(role) + " " + action)));
        }
        calls.path("calls")
                .forEach(call -> idle.remove(everywhere(call.path("caller").asString()) + " "
                        + call.path("action").asString()));
        return idle;
    }

    private static String everywhere(String role) {
        return role.replaceFirst("-[a-z]{2}-[a-z]+-\\d$", "");
    }

    private static Optional<ApplicationPlan> published(String template) {
        return resources(template, "AWS::SSM::Parameter")
                .filter(parameter -> parameter.path("Name").asString("").startsWith("/changeover/plans/"))
                .map(parameter -> PlanFile.parse(parameter.path("Value").asString(), "the template"))
                .map(reading -> ((PlanFile.Reading.Valid) reading).plan())
                .findFirst();
    }

    private static Stream<JsonNode> resources(String template, String type) {
        return JsonMapper.shared().readTree(template).path("Resources").properties().stream()
                .map(Map.Entry::getValue)
                .filter(resource -> resource.path("Type").asString("").equals(type))
                .map(resource -> resource.path("Properties"));
    }

    private String renamed(String template, ApplicationPlan to) {
        String text = template;
        for (Site site : List.of(plan.primary(), plan.secondary())) {
            Site here = to.site(site.region());
            text = text.replace(site.cluster().value(), here.cluster().value())
                    .replace(site.secret().value(), here.secret().value())
                    .replace(site.control().value(), here.control().value());
        }
        return text.replace(plan.primary().cluster().value().split(":", -1)[4], Account.ID);
    }

    private void add(String template, ApplicationPlan here) {
        resources(template, "AWS::IAM::Role")
                .filter(role -> role.has("RoleName"))
                .forEach(role -> {
                    List<Statement> statements = new ArrayList<>();
                    String name = role.path("RoleName").asString();
                    role.path("Policies")
                            .forEach(policy -> policy.path("PolicyDocument")
                                    .path("Statement")
                                    .forEach(one -> statements.add(new Statement(
                                            Set.copyOf(texts(one.path("Action"), name, here)),
                                            texts(one.path("Resource"), name, here)))));
                    roles.put(name, statements);
                    if (role.path("AssumeRolePolicyDocument").toString().contains("lambda.amazonaws.com")) {
                        ofFunctions.add(name);
                    }
                });
    }

    /** The one resource of ours that a statement refers to is the secret of its Region's database stack. */
    private static List<String> texts(JsonNode oneOrMore, String role, ApplicationPlan here) {
        List<String> texts = new ArrayList<>();
        (oneOrMore.isArray() ? oneOrMore.values() : List.of(oneOrMore)).forEach(one -> {
            boolean secret = one.path("Fn::ImportValue").asString("").contains(":ExportsOutputRefSecret");
            texts.add(
                    one.isString()
                            ? one.asString()
                            : secret ? site(role, here).secret().value() : one.toString());
        });
        return texts;
    }

    private static Site site(String role, ApplicationPlan here) {
        return role.endsWith(here.primary().region().code()) ? here.primary() : here.secondary();
    }
}
