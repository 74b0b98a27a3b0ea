package dev.changeover.plan;

import java.io.StringReader;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionEndEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.reader.StreamReader;

/**
 * Turns text into a tree of nodes and constructs nothing: no tag of a file can name a class. Anchors, aliases and tags
 * are refused, so that the tree is as large as the text and each value has one place.
 */
final class YamlText {
    /** A plan is five levels deep; far more than that is no plan. */
    private static final int DEPTH_MAX = 20;

    private static final Pattern TAB_INDENT = Pattern.compile("(?m)^ *\t");

    private final String text;
    private final Faults faults;

    private YamlText(String text, Faults faults) {
        this.text = text;
        this.faults = faults;
    }

    static Optional<Node> compose(String text, Faults faults) {
        return new YamlText(text, faults).compose();
    }

    private Optional<Node> compose() {
        refuseControlCharacters();
        refuseTabs();
        if (!faults.none()) {
            return Optional.empty();
        }
        try {
            refuseIndirection();
            if (!faults.none()) {
                return Optional.empty();
            }
            Node root = yaml().compose(new StringReader(text));
            if (root == null) {
                faults.add(Place.FILE, "", "the file is empty", "start from the example in the documentation");
            }
            return Optional.ofNullable(root);
        } catch (MarkedYAMLException broken) {
            Place at = broken.getProblemMark() == null ? Place.FILE : Place.of(broken.getProblemMark());
            faults.add(at, "", "is not YAML: " + broken.getProblem(), remedy(broken));
        } catch (YAMLException broken) {
            String why = String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
            faults.add(Place.FILE, "", "is not YAML: " + why, "write a plan as the documentation shows it");
        }
        return Optional.empty();
    }

    private static Yaml yaml() {
        var options = new LoaderOptions();
        options.setNestingDepthLimit(DEPTH_MAX);
        options.setMaxAliasesForCollections(0);
        options.setCodePointLimit(PlanFile.SIZE_MAX);
        return new Yaml(options);
    }

    private void refuseControlCharacters() {
        int offset = 0;
        while (offset < text.length()) {
            int character = text.codePointAt(offset);
            if (!StreamReader.isPrintable(character)) {
                Place at = Place.lineOf(text, offset);
                String shown = String.format("U+%04X", character);
                faults.add(at, "", "holds the control character " + shown, "a plan is plain text: remove it");
                return;
            }
            offset += Character.charCount(character);
        }
    }

    private void refuseTabs() {
        Matcher tab = TAB_INDENT.matcher(text);
        while (tab.find()) {
            faults.add(Place.lineOf(text, tab.start()), "", "is indented with a tab", "indent with spaces");
        }
    }

    private void refuseIndirection() {
        int depth = 0;
        for (Event event : yaml().parse(new StringReader(text))) {
            refuseIndirection(event);
            depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
            if (depth > DEPTH_MAX) {
                faults.add(Place.of(event.getStartMark()), "", "is nested too deeply", "a plan is five levels deep");
                return;
            }
        }
    }

    private void refuseIndirection(Event event) {
        Place at = event.getStartMark() == null ? Place.FILE : Place.of(event.getStartMark());
        switch (event) {
            case AliasEvent alias -> refuse(at, "the alias *" + alias.getAnchor());
            case ScalarEvent scalar when scalar.getAnchor() != null -> refuse(at, "the anchor &" + scalar.getAnchor());
            case ScalarEvent scalar when scalar.getTag() != null -> refuse(at, "the tag " + scalar.getTag());
            case CollectionStartEvent many
            when many.getAnchor() != null -> refuse(at, "the anchor &" + many.getAnchor());
            case CollectionStartEvent many when many.getTag() != null -> refuse(at, "the tag " + many.getTag());
            case Event _ -> {
                // Anything else says what it says in its own place.
            }
        }
    }

    private void refuse(Place at, String what) {
        faults.add(at, "", "a plan file has no use for " + Faults.quoted(what), "write the value out");
    }

    private static String remedy(MarkedYAMLException broken) {
        String problem = String.valueOf(broken.getProblem());
        if (problem.contains("mapping values are not allowed")) {
            return "one 'key: value' a line; put quotes around a value that holds ': '";
        }
        if (problem.contains("expected <block end>")) {
            return "check the indentation of this line and the one above";
        }
        if (problem.contains("single document") || problem.contains("another document")) {
            return "one file is one plan: remove what follows '---'";
        }
        return "check this line and the one above for indentation, quotes and brackets";
    }
}
