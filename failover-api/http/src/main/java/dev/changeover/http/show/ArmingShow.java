package dev.changeover.http.show;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.operations.Arming;
import dev.changeover.operations.Reason;
import dev.changeover.operations.SwitchView;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The switches. */
public final class ArmingShow {
    private ArmingShow() {}

    public static Map<String, Object> of(ApplicationName application, Arming arming, Instant now) {
        Map<String, Object> page = Json.object("asOf", now, "application", application);
        page.put("armed", of(arming.armed()));
        page.put("stop", of(arming.stop()));
        Arming.Recovery recovery = arming.recovery();
        page.put(
                "recovery",
                Json.object(
                        "blockedUntil", recovery.blockedUntil(),
                        "after", recovery.after(),
                        "acknowledgedBy", recovery.acknowledgedBy().map(Actor::who),
                        "acknowledgedAt", recovery.acknowledgedAt()));
        page.put("mayStart", arming.reasons().isEmpty());
        page.put("reasons", reasons(arming.reasons()));
        page.put(
                "refusals",
                arming.refusals().stream()
                        .map(refusal -> Json.object(
                                "at", refusal.at(), "what", refusal.what(), "reasons", reasons(refusal.reasons())))
                        .toList());
        return page;
    }

    public static Map<String, Object> of(SwitchView seen) {
        return switch (seen) {
            case SwitchView.Standing(var on, var by, var at) ->
                Json.object(
                        "on",
                        on,
                        "by",
                        by.map(Actor::who),
                        "at",
                        at,
                        "reason",
                        by.map(Actor::reason),
                        "unreadable",
                        null);
            case SwitchView.Unreadable(var why) ->
                Json.object("on", null, "by", null, "at", null, "reason", null, "unreadable", Words.of(why));
        };
    }

    public static List<Map<String, Object>> reasons(List<Reason> reasons) {
        return reasons.stream()
                .map(reason -> Json.object(
                        "code", reason.code(),
                        "inWords", reason.inWords(),
                        "found", reason.found(),
                        "whatToDo", reason.whatToDo()))
                .toList();
    }
}
