package dev.changeover.http.show;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Verb;
import dev.changeover.core.journal.Verbs;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.Finding;
import dev.changeover.core.step.StepName;
import dev.changeover.http.auth.Caller;
import dev.changeover.http.auth.Role;
import dev.changeover.view.HaltText;
import dev.changeover.view.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The buttons: always the same ones, in the same order, and each that is off says why. */
final class ActionsShow {
    private ActionsShow() {}

    private record Button(Verb verb, String word, List<String> takes, String consequence, String options) {}

    static List<Map<String, Object>> of(ChangeoverState state, Caller caller) {
        return buttons(state, new Actor(caller.who(), "some reason")).stream()
                .map(button -> shown(state, button, caller))
                .toList();
    }

    private static Map<String, Object> shown(ChangeoverState state, Button button, Caller caller) {
        Role needed = button.verb() instanceof Verb.Approve ? Role.APPROVER : Role.OPERATOR;
        Optional<String> refusal = Verbs.refusal(state, button.verb())
                .or(() -> caller.roles().contains(needed)
                        ? Optional.empty()
                        : Optional.of(caller.who() + " has not the role " + needed));
        ChangeoverId id = state.request().id();
        return Json.object(
                "verb", button.word(),
                "allowed", refusal.isEmpty(),
                "refusal", refusal,
                "takes", button.takes(),
                "consequence", button.consequence(),
                "cli", "changeover " + button.word() + " " + id + button.options() + " --reason \"...\"");
    }

    private static List<Button> buttons(ChangeoverState state, Actor by) {
        List<String> reason = List.of("reason");
        List<String> step = List.of("reason", "step");
        List<Button> buttons = new ArrayList<>();
        buttons.add(new Button(new Verb.Approve(by), "approve", reason, "the changeover begins to act", ""));
        buttons.add(new Button(new Verb.Pause(by), "pause", reason, "no further act; what AWS has begun goes on", ""));
        buttons.add(new Button(new Verb.Resume(by), "resume", reason, "the changeover goes on where it is", ""));
        buttons.add(new Button(new Verb.Retry(by), "retry", step, "the halted step is tried again", ""));
        buttons.add(new Button(
                new Verb.Skip(by), "skip", step, "the halted step is left undone and recorded as skipped", ""));
        buttons.add(new Button(new Verb.Cancel(by), "cancel", reason, leaves(state), ""));
        buttons.add(new Button(
                new Verb.Escalate(by, Optional.empty()),
                "escalate",
                List.of("reason", "acceptedLossMs", "anyLoss"),
                "the writer moves at once, and writes that were not replicated are lost",
                " --accept-loss 5s"));
        List<String> codes = unacknowledged(state);
        List<String> offered = codes.stream().allMatch(ActionsShow::acknowledgeable) ? codes : List.of();
        buttons.add(new Button(
                new Verb.Acknowledge(by, Set.copyOf(codes)),
                "acknowledge",
                List.of("reason", "findings"),
                offered.isEmpty() ? "nothing waits for it" : "goes on in spite of " + String.join(", ", offered),
                offered.isEmpty() ? " CODE" : " " + String.join(" ", offered)));
        return buttons;
    }

    /** Beside one that nobody may acknowledge, acknowledging the others leads nowhere. */
    private static boolean acknowledgeable(String code) {
        return Finding.Code.named(code).filter(Finding.Code::acknowledgeable).isPresent();
    }

    private static String leaves(ChangeoverState state) {
        boolean asked = state.progress(StepName.SWITCH_DATABASE).asked().last().isPresent();
        return "ends it where it is, and undoes nothing: " + HaltText.meaning(state)
                + (asked ? ". To return, start another changeover" : "");
    }

    private static List<String> unacknowledged(ChangeoverState state) {
        return state.findings().stream()
                .filter(finding -> finding.blocks(state.mode()))
                .map(finding -> finding.code().name())
                .filter(code -> !state.acknowledged().contains(code))
                .distinct()
                .toList();
    }
}
