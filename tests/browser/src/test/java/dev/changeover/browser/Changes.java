package dev.changeover.browser;

import static dev.changeover.browser.Json.list;
import static dev.changeover.browser.Json.object;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What the fixture does when it is asked for a change. */
final class Changes {
    private final World world;
    private final Answers answers;

    Changes(World world, Answers answers) {
        this.world = world;
        this.answers = answers;
    }

    Reply post(List<String> parts, Map<String, Object> body, Person person, String key) {
        String last = parts.getLast();
        if (last.equals("preview")) {
            return new Reply(200, "Preview", new Previews(world, answers).preview(body));
        }
        if (!person.roles().contains("operator")) {
            return Reply.problem(403, "role-missing", "The role operator is needed.")
                    .with("needs", list("operator"));
        }
        if (parts.getFirst().equals("changeovers")) {
            Course course = world.changeover(parts.get(1));
            course.hear(last, person.who(), String.valueOf(body.get("reason")));
            world.note(person.who(), last, course.id(), String.valueOf(body.get("reason")), "done");
            return new Reply(200, "Changeover", course.whole(answers.service(), person.roles()));
        }
        return switch (last) {
            case "changeovers" -> start(body, person, key);
            case "drills" -> drill(body, person);
            case "readiness" -> new Reply(200, "Readiness", answers.readiness());
            case "arming" -> new Reply(200, "Arming", answers.arming());
            case "stop" -> {
                world.stop(Boolean.TRUE.equals(body.get("stopped")));
                yield new Reply(200, "Stop", answers.stop());
            }
            case "outages" -> {
                world.darken((String) body.get("region"), Boolean.TRUE.equals(body.get("dark")));
                yield new Reply(200, "TwinOutages", outages(world));
            }
            case String other -> Reply.problem(404, "no-such-route", other);
        };
    }

    static Map<String, Object> outages(World world) {
        return object(
                "asOf",
                world.now().toString(),
                "regions",
                new ArrayList<>(List.of(
                        object("region", World.EAST, "dark", world.isDark(World.EAST)),
                        object("region", World.WEST, "dark", world.isDark(World.WEST)))),
                "others",
                new ArrayList<>());
    }

    private Reply start(Map<String, Object> body, Person person, String key) {
        Course before = world.startedBy(key);
        if (before != null) {
            return new Reply(202, "Changeover", before.whole(answers.service(), person.roles()));
        }
        Course live = world.live();
        if (live != null) {
            world.note(person.who(), "start", live.id(), String.valueOf(body.get("reason")), "changeover-running");
            return Reply.problem(409, "changeover-running", "A changeover of shop is running.")
                    .with("running", object("id", live.id(), "href", "/v1/changeovers/" + live.id()));
        }
        Map<String, Object> preview = new Previews(world, answers).preview(body);
        if (!body.get("previewVersion").equals(preview.get("version"))) {
            return Reply.problem(409, "stale-preview", "The world has changed since the preview.")
                    .with("difference", list(object("what", "loss", "before", "0.4 s", "now", "1.2 s")))
                    .with("previewVersion", preview.get("version"));
        }
        if (!body.get("confirm").equals(preview.get("confirm"))) {
            return Reply.problem(422, "confirm-wrong", "The phrase does not fit.");
        }
        Course course = world.start(key, person.who(), body);
        world.note(person.who(), "start", course.id(), String.valueOf(body.get("reason")), "done");
        return new Reply(202, "Changeover", course.whole(answers.service(), person.roles()));
    }

    private Reply drill(Map<String, Object> body, Person person) {
        if (!"drill shop".equals(body.get("confirm"))) {
            return Reply.problem(422, "confirm-wrong", "The phrase does not fit.");
        }
        String id = "drill-" + String.format("%08d", world.drills().size() + 1);
        Map<String, Object> drill = Drills.passed(id, world.now(), person.who(), String.valueOf(body.get("reason")));
        world.drilled(drill);
        return new Reply(202, "Drill", drill);
    }
}
