package dev.changeover.twin.formation;

import dev.changeover.twin.formation.Kind.Thing;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.secrets.SecretCalls;
import dev.changeover.twin.secrets.SecretValue;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.json.JsonMapper;

/** Makes the stacks, one after the other, and each one's resources in the order they need each other. */
final class Formation {
    private static final Pattern SECRET = Pattern.compile(
            "\\{\\{resolve:secretsmanager:(arn:[^:]+(?::[^:]*){5}|[^:}]+):SecretString:([^:}]*)[^}]*}}");

    private final Path folder;
    private final List<Stack> stacks;
    private final Map<String, String> given;
    private final Ground ground;
    private final Map<String, Map<String, String>> outputs = new LinkedHashMap<>();
    private final Map<String, String> exports = new LinkedHashMap<>();

    Formation(Path folder, List<Stack> stacks, Map<String, String> given, Ground ground) {
        this.folder = folder;
        this.stacks = stacks;
        this.given = given;
        this.ground = ground;
    }

    Map<String, Map<String, String>> make() {
        stacks.forEach(stack -> new Making(stack).make());
        return outputs;
    }

    /** One stack on its way. */
    private final class Making implements Expressions.World {
        private final Stack stack;
        private final Expressions expressions;
        private final Map<String, Thing> things = new LinkedHashMap<>();

        Making(Stack stack) {
            this.stack = stack;
            this.expressions = new Expressions(stack, this);
        }

        void make() {
            Map<String, Resource> resources = new LinkedHashMap<>();
            stack.resources().forEach(resource -> resources.put(resource.id(), resource));
            for (String id : SectionCheck.order(stack).sorted()) {
                Resource resource = resources.get(id);
                if (resource.condition().map(expressions::holds).orElse(true)) {
                    things.put(id, made(resource));
                }
            }
            Map<String, String> told = new LinkedHashMap<>();
            stack.section("Outputs").forEach((key, output) -> {
                Object condition = Trees.map(output).get("Condition");
                if (condition == null || expressions.holds(condition.toString())) {
                    told.put(key, expressions.text(stack.output(key)));
                }
            });
            outputs.put(stack.name(), told);
            stack.exports()
                    .forEach((key, name) -> exports.put(stack.region() + " " + expressions.text(name), told.get(key)));
        }

        private Thing made(Resource resource) {
            var place = new Place(stack, resource, folder, ground);
            try {
                Map<String, Object> properties = Trees.map(expressions.value(resource.properties()));
                return switch (resource.kind()) {
                    case Kind.Made made -> made.maker().make(place, properties);
                    case Kind.NotModelled _ -> stand(place, properties);
                    case Kind.Unknown _ -> throw new IllegalStateException(resource.type() + " was found sound");
                };
            } catch (AwsError | FormationTrouble | IllegalArgumentException refused) {
                throw new FormationTrouble(stack.file() + ": " + resource.id() + " (" + resource.type()
                        + ") could not be made: " + refused.getMessage());
            }
        }

        /** Nothing is made, but others may name it: under the name it was given, or would be. */
        private Thing stand(Place place, Map<String, Object> properties) {
            String[] type = place.resource().type().split("::", 3);
            String name = List.of(type[2] + "Name", "Name").stream()
                    .map(properties::get)
                    .filter(String.class::isInstance)
                    .map(Object::toString)
                    .findFirst()
                    .orElse(place.generated());
            String what = type[2].toLowerCase(Locale.ROOT);
            String arn = type[1].equals("IAM")
                    ? Account.arn("iam", what + "/" + name)
                    : Account.arn(type[1].toLowerCase(Locale.ROOT), stack.region(), what + "/" + name);
            return new Thing(name, Map.of("Arn", arn));
        }

        @Override
        public Object named(String name) {
            return Optional.ofNullable(things.get(name))
                    .map(Thing::ref)
                    .or(() -> parameter(name))
                    .orElseThrow(() -> new FormationTrouble(name + " is left out by its condition."));
        }

        private Optional<String> parameter(String name) {
            return Optional.ofNullable(given.get(stack.name() + ":" + name))
                    .or(() -> stack.told(name)
                            .map(told -> outputs.get(told.stack()).get(told.output())))
                    .or(() -> Optional.ofNullable(stack.parameter(name).get("Default"))
                            .map(Object::toString));
        }

        @Override
        public Object attribute(Mentions.Attribute attribute) {
            Thing thing = Optional.ofNullable(things.get(attribute.resource()))
                    .orElseThrow(() -> new FormationTrouble(attribute.resource() + " is left out by its condition."));
            return thing.attribute(attribute.name()).orElseGet(() -> thing.ref() + "." + attribute.name());
        }

        @Override
        public Object imported(String name) {
            return Objects.requireNonNull(exports.get(stack.region() + " " + name), name);
        }

        @Override
        public String dynamic(String text) {
            return SECRET.matcher(text)
                    .replaceAll(found -> Matcher.quoteReplacement(secret(found.group(1), found.group(2))));
        }

        private String secret(String id, String key) {
            var version = ground.account().secrets().value(stack.region(), id, SecretCalls.Which.CURRENT);
            String text = switch (version.value()) {
                case SecretValue.Text(var words) -> words;
                case SecretValue.Binary _ -> throw new FormationTrouble(id + " holds no text.");
            };
            return key.isEmpty()
                    ? text
                    : JsonMapper.shared().readTree(text).path(key).asString();
        }
    }
}
