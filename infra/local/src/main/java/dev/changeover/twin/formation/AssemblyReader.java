package dev.changeover.twin.formation;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Reads what {@code cdk synth} wrote: the manifest, and the templates it names. */
final class AssemblyReader {
    private static final Pattern ENVIRONMENT = Pattern.compile("aws://(\\d{12})/([a-z0-9-]+)");
    private static final String STACK = "aws:cloudformation:stack";

    private final Path folder;
    private final List<String> faults = new ArrayList<>();

    AssemblyReader(Path folder) {
        this.folder = folder;
    }

    List<Stack> stacks() {
        Path manifest = folder.resolve("manifest.json");
        if (!Files.isRegularFile(manifest)) {
            throw new UnusableTemplates(List.of("There is no " + manifest
                    + ", which says what Region each template is for: name a folder that 'cdk synth' wrote."));
        }
        Map<String, Object> artifacts = Trees.map(tree(manifest, Account.ID).get("artifacts"));
        List<Stack> stacks = new ArrayList<>();
        artifacts.forEach((name, tree) -> {
            Map<String, Object> artifact = Trees.map(tree);
            if (STACK.equals(artifact.get("type"))) {
                add(stacks, name, artifact);
            }
        });
        if (stacks.isEmpty() && faults.isEmpty()) {
            faults.add(manifest + " names no stack: synthesize one.");
        }
        if (!faults.isEmpty()) {
            throw new UnusableTemplates(faults);
        }
        return stacks;
    }

    private void add(List<Stack> stacks, String name, Map<String, Object> artifact) {
        Matcher environment = ENVIRONMENT.matcher(String.valueOf(artifact.get("environment")));
        if (!environment.matches()) {
            faults.add("The stack " + name + " is for " + artifact.get("environment")
                    + ": give it an account and a Region, and synthesize again.");
            return;
        }
        String file = String.valueOf(Trees.map(artifact.get("properties")).get("templateFile"));
        Set<String> after = new LinkedHashSet<>();
        Trees.list(artifact.get("dependencies")).forEach(one -> after.add(one.toString()));
        stacks.add(new Stack(
                name, new Region(environment.group(2)), file, tree(folder.resolve(file), environment.group(1)), after));
    }

    /** The twin has an account of its own; what names the one the templates are for names the twin's from here on. */
    private Map<String, Object> tree(Path file, String account) {
        try {
            return Trees.map(
                    JsonMapper.shared().readValue(Files.readString(file).replace(account, Account.ID), Object.class));
        } catch (IOException gone) {
            faults.add("The file " + file + " cannot be read: synthesize again.");
        } catch (JacksonException malformed) {
            faults.add("The file " + file + " is not JSON: synthesize again.");
        }
        return Map.of();
    }
}
