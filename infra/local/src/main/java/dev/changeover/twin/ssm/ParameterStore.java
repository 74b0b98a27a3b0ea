package dev.changeover.twin.ssm;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Parameter Store in every Region; each Region has its own parameters. */
public final class ParameterStore {
    /** The limits of "Systems Manager endpoints and quotas" and of PutParameter's API reference, read 2026. */
    static final int STANDARD_BYTES_MAX = 4 * 1024;

    static final int ADVANCED_BYTES_MAX = 8 * 1024;
    static final int VERSIONS_MAX = 100;
    static final int LEVELS_MAX = 15;

    private static final int NAME_LENGTH_MAX = 1011;
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9_.\\-/]+");
    private static final Pattern RESERVED = Pattern.compile("(?i)/?(aws|ssm).*");

    /** In the spelling of the wire. */
    public enum Type {
        String,
        StringList,
        SecureString
    }

    /** {@code type} may be left out for a parameter that is there. */
    public record Put(
            String name,
            String value,
            Optional<Type> type,
            boolean overwrite,
            boolean advanced,
            Optional<String> pattern) {
        public static Put text(String name, String value) {
            return new Put(name, value, Optional.of(Type.String), false, false, Optional.empty());
        }

        public Put overwriting() {
            return new Put(name, value, type, true, advanced, pattern);
        }
    }

    /** One version of a parameter. */
    public record Parameter(
            String name, String arn, Type type, String value, int version, boolean advanced, Instant changed) {
        /** What a secure parameter's value is never shown in. */
        @Override
        public String toString() {
            return "Parameter[" + name + ", version " + version + ", ***]";
        }
    }

    private final Timeline timeline;
    private final Map<Region, NavigableMap<String, NavigableMap<Integer, Parameter>>> regions = new HashMap<>();

    private final Shelf shelf;

    public ParameterStore(Timeline timeline, Shelf shelf) {
        this.timeline = timeline;
        this.shelf = shelf;
        shelf.all(Shelf.Kind.PARAMETERS).forEach(entry -> {
            NavigableMap<Integer, Parameter> versions = new TreeMap<>();
            Tree.read(entry.content(), Kept.class)
                    .versions()
                    .forEach(parameter -> versions.put(parameter.version(), parameter));
            all(entry.region()).put(entry.name(), versions);
        });
    }

    /** A parameter's versions as they lie on the shelf. */
    private record Kept(List<Parameter> versions) {}

    public Parameter put(Region region, Put put) {
        return timeline.call(() -> {
            requireName(put.name());
            requireValue(put);
            NavigableMap<Integer, Parameter> versions = all(region).computeIfAbsent(put.name(), _ -> new TreeMap<>());
            if (!versions.isEmpty() && !put.overwrite()) {
                throw SsmFaults.parameter(
                        "ParameterAlreadyExists",
                        "The parameter already exists. To overwrite this value, set the overwrite option in the"
                                + " request to true.");
            }
            Parameter added = version(region, put, versions);
            versions.put(added.version(), added);
            if (versions.size() > VERSIONS_MAX) {
                versions.pollFirstEntry();
            }
            var kept = new Kept(List.copyOf(versions.values()));
            shelf.keep(Shelf.Kind.PARAMETERS, region, put.name(), () -> Tree.text(kept));
            return added;
        });
    }

    private Parameter version(Region region, Put put, NavigableMap<Integer, Parameter> versions) {
        Optional<Parameter> before = Optional.ofNullable(versions.lastEntry()).map(Map.Entry::getValue);
        Type type = put.type().or(() -> before.map(Parameter::type)).orElse(Type.String);
        if (before.filter(last -> last.type() != type).isPresent()) {
            throw SsmFaults.validation("The parameter's type cannot be changed from "
                    + before.get().type() + " to " + type + ".");
        }
        String path = put.name().startsWith("/") ? put.name() : "/" + put.name();
        return new Parameter(
                put.name(),
                Account.arn("ssm", region, "parameter" + path),
                type,
                put.value(),
                before.map(Parameter::version).orElse(0) + 1,
                put.advanced(),
                timeline.now());
    }

    /** {@code name} may end in {@code :version}, or be an ARN. */
    public Parameter value(Region region, String name) {
        return timeline.call(() -> {
            Selection wanted = Selection.of(name);
            NavigableMap<Integer, Parameter> versions = Optional.ofNullable(
                            all(region).get(wanted.name()))
                    .orElseThrow(() -> SsmFaults.noParameter(wanted.name()));
            return wanted.version()
                    .map(versions::get)
                    .or(() -> wanted.version().isPresent()
                            ? Optional.empty()
                            : Optional.of(versions.lastEntry().getValue()))
                    .orElseThrow(() -> SsmFaults.parameter(
                            "ParameterVersionNotFound",
                            "Systems Manager could not find version "
                                    + wanted.version().orElseThrow() + " of " + wanted.name() + "."));
        });
    }

    private record Selection(String name, Optional<Integer> version) {
        private static final Pattern VERSIONED = Pattern.compile("(.+):([0-9]{1,9})");

        static Selection of(String name) {
            String bare = name.startsWith("arn:") ? name.substring(name.indexOf(":parameter/") + 10) : name;
            var versioned = VERSIONED.matcher(bare);
            return versioned.matches()
                    ? new Selection(versioned.group(1), Optional.of(Integer.valueOf(versioned.group(2))))
                    : new Selection(bare, Optional.empty());
        }
    }

    /** What is below the path; only directly below it unless {@code recursive}. */
    public List<Parameter> below(Region region, String path, boolean recursive) {
        return timeline.call(() -> {
            if (!path.startsWith("/")) {
                throw SsmFaults.validation("The path " + path + " must begin with a slash.");
            }
            String prefix = path.endsWith("/") ? path : path + "/";
            return all(region).values().stream()
                    .map(versions -> versions.lastEntry().getValue())
                    .filter(parameter -> parameter.name().startsWith(prefix))
                    .filter(parameter -> recursive || parameter.name().indexOf('/', prefix.length()) < 0)
                    .toList();
        });
    }

    public void delete(Region region, String name) {
        timeline.run(() -> {
            if (all(region).remove(name) == null) {
                throw SsmFaults.noParameter(name);
            }
            shelf.drop(Shelf.Kind.PARAMETERS, region, name);
        });
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()
                || name.length() > NAME_LENGTH_MAX
                || RESERVED.matcher(name).matches()) {
            throw SsmFaults.validation("The parameter name " + name
                    + " is not valid: letters, digits and . - _ / only, and not beginning with aws or ssm.");
        }
        if (name.contains("/") && !name.startsWith("/")) {
            throw SsmFaults.validation("The parameter name " + name + " has levels, so it must begin with a slash.");
        }
        if (name.chars().filter(character -> character == '/').count() > LEVELS_MAX) {
            throw SsmFaults.parameter(
                    "HierarchyLevelLimitExceededException", "A name has at most " + LEVELS_MAX + " levels.");
        }
    }

    private static void requireValue(Put put) {
        int bytes = put.value().getBytes(StandardCharsets.UTF_8).length;
        int bytesMax = put.advanced() ? ADVANCED_BYTES_MAX : STANDARD_BYTES_MAX;
        if (bytes == 0 || bytes > bytesMax) {
            throw SsmFaults.validation("The value has " + bytes + " bytes; it must have 1 to " + bytesMax + ".");
        }
        put.pattern()
                .filter(pattern -> !pattern(pattern).matcher(put.value()).matches())
                .ifPresent(pattern -> {
                    throw SsmFaults.parameter(
                            "ParameterPatternMismatchException",
                            "The value does not match the pattern " + pattern + ".");
                });
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException _) {
            throw SsmFaults.parameter(
                    "InvalidAllowedPatternException", "The allowed pattern " + text + " is not a pattern.");
        }
    }

    private NavigableMap<String, NavigableMap<Integer, Parameter>> all(Region region) {
        return regions.computeIfAbsent(region, _ -> new TreeMap<>());
    }
}
