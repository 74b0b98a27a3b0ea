package dev.changeover.documents;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A document's steps, and the ways that lead from one to another, read from its YAML and nothing else. */
record Shape(Map<String, Object> document) {
    static final String END = "the end";

    /** How a step ended, and where that leads. */
    record Way(String from, String how, String to) {
        @Override
        public String toString() {
            return from + " -" + how + "-> " + to;
        }
    }

    static Shape of(Document document) {
        return new Shape(map(new Yaml(new SafeConstructor(new LoaderOptions())).load(document.content())));
    }

    List<Map<String, Object>> steps() {
        return maps(document.get("mainSteps"));
    }

    /** The steps of a loop; none for any other step. */
    static List<Map<String, Object>> within(Map<String, Object> step) {
        return step.get("action").equals("aws:loop")
                ? maps(map(step.get("inputs")).get("Steps"))
                : List.of();
    }

    List<Map<String, Object>> everyStep() {
        List<Map<String, Object>> all = new ArrayList<>();
        steps().forEach(step -> {
            all.add(step);
            all.addAll(within(step));
        });
        return all;
    }

    Set<Way> ways() {
        Set<Way> ways = new LinkedHashSet<>();
        List<Map<String, Object>> steps = steps();
        for (int place = 0; place < steps.size(); place++) {
            String next = place + 1 < steps.size() ? name(steps.get(place + 1)) : END;
            ways.addAll(ways(steps.get(place), next));
        }
        return ways;
    }

    private static Set<Way> ways(Map<String, Object> step, String following) {
        Set<Way> ways = new LinkedHashSet<>();
        String name = name(step);
        String next = step.containsKey("isEnd") ? END : text(step, "nextStep", following);
        if (step.get("action").equals("aws:branch")) {
            choices(step).forEach(target -> ways.add(new Way(name, "Success", target)));
        } else {
            ways.add(new Way(name, "Success", next));
        }
        String onFailure = text(step, "onFailure", "Abort");
        ways.add(new Way(name, "Failed", onFailure.equals("Continue") ? next : target(onFailure)));
        for (Map<String, Object> inner : within(step)) {
            ways.add(new Way(name, "enters", name(inner)));
            ways.add(new Way(name(inner), "again", name(inner)));
            ways.add(new Way(name(inner), "Failed", target(text(inner, "onFailure", "Abort"))));
            ways.add(new Way(name(inner), "Cancelled", target(text(inner, "onCancel", "Abort"))));
        }
        boolean waits = !List.of("aws:branch", "aws:loop", "aws:assertAwsResourceProperty")
                .contains(step.get("action").toString());
        if (waits) {
            ways.add(new Way(name, "Cancelled", target(text(step, "onCancel", "Abort"))));
        }
        return ways;
    }

    private static List<String> choices(Map<String, Object> step) {
        Map<String, Object> inputs = map(step.get("inputs"));
        List<String> targets = new ArrayList<>();
        maps(inputs.get("Choices")).forEach(choice -> targets.add(text(choice, "NextStep", END)));
        targets.add(text(inputs, "Default", END));
        return targets;
    }

    private static String target(String route) {
        return route.startsWith("step:") ? route.substring("step:".length()) : END;
    }

    static String name(Map<String, Object> step) {
        return text(step, "name", "");
    }

    private static String text(Map<String, Object> members, String name, String otherwise) {
        return members.getOrDefault(name, otherwise).toString();
    }

    @SuppressWarnings("unchecked") // the documents have maps with text keys here, and DocumentsTest publishes them
    static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }

    @SuppressWarnings("unchecked") // as above
    static List<Map<String, Object>> maps(Object value) {
        return (List<Map<String, Object>>) value;
    }
}
