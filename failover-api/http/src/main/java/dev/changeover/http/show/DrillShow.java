package dev.changeover.http.show;

import dev.changeover.core.model.ChangeoverId;
import dev.changeover.operations.Drill;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A drill as a page shows it. */
public final class DrillShow {
    private DrillShow() {}

    /** For a list. */
    public static Map<String, Object> line(Drill drill) {
        return Json.object(
                "id", drill.id(),
                "href", Links.drill(drill.id()),
                "application", drill.application(),
                "state", state(drill),
                "startedAt", drill.span().startedAt(),
                "endedAt", drill.span().endedAt(),
                "by", drill.by().who(),
                "rtoThereMs", drill.figures().rtoThere(),
                "rtoBackMs", drill.figures().rtoBack(),
                "timeToFailureMs", drill.figures().timeToFailure(),
                "sentence", sentence(drill));
    }

    public static Map<String, Object> of(Drill drill, Instant now) {
        Map<String, Object> page = Json.object("asOf", now);
        page.putAll(line(drill));
        page.put("reason", drill.by().reason());
        page.put("phase", ReadinessShow.word(drill.phase()));
        page.put("soakMs", drill.soak().toMillis());
        page.put("there", link(drill.there()));
        page.put("back", link(drill.back()));
        page.put(
                "verdicts",
                drill.verdicts().stream()
                        .map(verdict ->
                                Json.object("name", verdict.name(), "passed", verdict.passed(), "said", verdict.said()))
                        .toList());
        page.put("reports", reports(drill));
        page.put("cli", Json.object("again", "changeover drill " + drill.application()));
        return page;
    }

    private static List<String> reports(Drill drill) {
        String base = Links.drill(drill.id()) + "/reports/";
        return drill.span().passed().isPresent() ? List.of(base + "html", base + "json", base + "junit") : List.of();
    }

    private static Object link(Optional<ChangeoverId> changeover) {
        return changeover.map(Links::link).orElse(null);
    }

    private static String state(Drill drill) {
        return drill.span().passed().map(passed -> passed ? "passed" : "failed").orElse("running");
    }

    private static String sentence(Drill drill) {
        String what = "Drill of " + drill.application();
        if (drill.span().passed().isEmpty()) {
            return what + ": " + ReadinessShow.word(drill.phase()) + " is under way.";
        }
        return drill.span().passed().get()
                ? what + " passed"
                        + drill.figures()
                                .rtoThere()
                                .map(rto -> ", RTO " + Words.of(rto))
                                .orElse("") + "."
                : what + " failed"
                        + drill.figures()
                                .timeToFailure()
                                .map(time -> " after " + Words.of(time))
                                .orElse("") + ".";
    }
}
