package dev.changeover.http;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Direction;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.SafetyRuleArn;
import dev.changeover.core.step.Finding;
import dev.changeover.http.auth.Role;
import dev.changeover.http.show.ArmingShow;
import dev.changeover.http.show.ChangeoverShow;
import dev.changeover.http.show.Links;
import dev.changeover.http.show.PreviewShow;
import dev.changeover.operations.AsOf;
import dev.changeover.operations.MoveAsk;
import dev.changeover.operations.Operations;
import dev.changeover.operations.StartOrder;
import dev.changeover.operations.Starting;
import dev.changeover.operations.Told;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.Json;
import dev.changeover.view.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Looks ahead, and starts. */
final class StartRoutes {
    private static final Set<String> MOVE_KEYS =
            Set.of("direction", "mode", "acceptedLossMs", "acknowledged", "overriddenRules");
    private static final Set<String> START_KEYS = Set.of(
            "direction",
            "mode",
            "acceptedLossMs",
            "acknowledged",
            "overriddenRules",
            "reason",
            "previewVersion",
            "confirm");

    /** A day of writes; whoever accepts more accepts any loss. */
    static final long LOSS_MS_MAX = Duration.ofDays(1).toMillis();

    private static final int FINDINGS_MAX = 20;
    private static final int RULES_MAX = 10;
    private static final int RULE_LENGTH_MAX = 256;
    private static final int CONFIRM_LENGTH_MAX = 128;
    private static final int PAGE_DEFAULT = 100;
    static final int PAGE_MAX = 500;

    private final Operations operations;
    private final ChangeoverShow show;

    StartRoutes(Operations operations) {
        this.operations = operations;
        this.show = new ChangeoverShow(operations);
    }

    List<Route> routes() {
        return List.of(
                Route.ask("/v1/applications/{application}/preview", new Route.Access.SignedIn(), this::preview),
                Route.read("/v1/applications/{application}/changeovers", this::list),
                Route.act("/v1/applications/{application}/changeovers", Role.OPERATOR, "start", this::start));
    }

    private Response preview(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        MoveAsk ask = move(Fields.of(call.request(), MOVE_KEYS));
        return Response.json(200, new PreviewShow(operations).of(operations.preview(plan, ask, call.actor(""))));
    }

    private Response list(Call call) {
        Query query = Query.of(call.request(), Set.of("limit", "before"));
        int limit = query.number("limit", 1, PAGE_MAX, PAGE_DEFAULT);
        ApplicationPlan plan = call.plan(operations);
        AsOf<List<ChangeoverId>> known = operations.history(plan.name());
        List<ChangeoverId> history = known.value();
        int end = query.text("before").map(before -> place(history, before)).orElse(history.size());
        int start = Math.max(0, end - limit);
        List<Told> shown = history.subList(start, end).reversed().stream()
                .flatMap(id -> operations.glance(id).stream())
                .toList();
        Instant asOf = shown.stream().map(told -> told.asOf(known.at())).reduce(known.at(), StartRoutes::earlier);
        Map<String, Object> page = Json.object("asOf", asOf, "application", plan.name());
        page.put("changeovers", shown.stream().map(ChangeoverShow::line).toList());
        page.put("next", start > 0 ? history.get(start).value() : null);
        return Response.json(200, page);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static int place(List<ChangeoverId> history, String before) {
        for (int i = 0; i < history.size(); i++) {
            if (history.get(i).value().equals(before)) {
                return i;
            }
        }
        throw Query.bad("before", "this application has no such changeover");
    }

    private Response start(Call call) {
        Query.of(call.request(), Set.of());
        ApplicationPlan plan = call.plan(operations);
        String key = key(call.request());
        Fields fields = Fields.of(call.request(), START_KEYS);
        MoveAsk move = move(fields);
        var order = new StartOrder(
                move,
                call.actor(fields.reason()),
                key,
                fields.text("previewVersion", 64),
                fields.text("confirm", CONFIRM_LENGTH_MAX));
        return switch (operations.start(plan, order)) {
            case Starting.Started(var told, var _) -> started(call, told);
            case Starting.AlreadyRunning(var id) -> throw running(call, plan, id);
            case Starting.KeyReused(var id, var otherwise) ->
                throw new Refusal(
                        Code.KEY_REUSED, "the key started " + id + "; " + otherwise, Map.of("key", "Idempotency-Key"));
            case Starting.ConfirmWrong(var expected) ->
                throw new Refusal(Code.CONFIRM_WRONG, "confirm must be: " + expected, Map.of("key", "confirm"));
            case Starting.Stale(var version, var differences) -> throw stale(version, differences);
            case Starting.Blocked(var _, var findings) -> throw blocked(findings, move.mode());
            case Starting.NotAllowed(var reasons) ->
                throw new Refusal(
                        Code.GUARDS_REFUSE,
                        reasons.getFirst().sentence(),
                        Map.of("reasons", ArmingShow.reasons(reasons)));
            case Starting.WorldUnreadable(var why) -> throw new Refusal(Code.WORLD_UNREADABLE, Words.of(why));
            case Starting.JournalDown(var why) -> throw new Refusal(Code.of(why), Words.of(why));
        };
    }

    private Response started(Call call, Told told) {
        call.about(told.state().plan().name(), told.id());
        call.changed(
                "active in " + told.state().request().from(),
                "moving to " + told.state().request().to());
        operations.watchers().looks(told.id(), call.caller().who());
        return Response.json(202, show.of(told, call.caller())).with("Location", Links.changeover(told.id()));
    }

    static Refusal running(Call call, ApplicationPlan plan, ChangeoverId id) {
        call.about(plan.name(), id);
        return new Refusal(
                Code.CHANGEOVER_RUNNING,
                "changeover " + id + " of " + plan.name() + " is running",
                Map.of("running", Links.link(id)));
    }

    private static Refusal stale(String version, List<Starting.Difference> differences) {
        Map<String, Object> more = Json.object("previewVersion", version);
        more.put(
                "difference",
                differences.stream()
                        .map(one -> Json.object("what", one.what(), "before", one.before(), "now", one.now()))
                        .toList());
        return new Refusal(Code.STALE_PREVIEW, differences.getFirst().now(), more);
    }

    private static Refusal blocked(List<Finding> findings, Mode mode) {
        List<String> codes =
                findings.stream().map(finding -> finding.code().name()).toList();
        Map<String, Object> more = Json.object(
                "findings",
                findings.stream()
                        .map(finding -> ChangeoverJson.finding(finding, mode))
                        .toList());
        if (!findings.stream().allMatch(finding -> finding.code().acknowledgeable())) {
            more.put(
                    "whatToDo",
                    findings.stream()
                            .map(finding -> finding.code().remedy())
                            .distinct()
                            .collect(Collectors.joining("; ")));
        }
        return new Refusal(Code.FINDINGS_BLOCK, String.join(", ", codes) + " stand in the way", more);
    }

    static String key(Request request) {
        Optional<String> key = request.header("Idempotency-Key");
        if (key.filter(text -> text.matches("[A-Za-z0-9._:-]{8,128}")).isEmpty()) {
            throw new Refusal(
                    Code.BAD_HEADER,
                    "Idempotency-Key must be there once, 8 to 128 characters of A-Z, a-z, 0-9 and . _ : -",
                    Map.of("key", "Idempotency-Key"));
        }
        return key.get();
    }

    private static MoveAsk move(Fields fields) {
        Direction direction = fields.word("direction", StartRoutes::direction, "failover or failback");
        Mode mode = fields.word("mode", StartRoutes::mode, "graceful or ungraceful");
        Optional<Duration> loss = fields.number("acceptedLossMs", LOSS_MS_MAX).map(Duration::ofMillis);
        if (loss.isPresent() && mode == Mode.GRACEFUL) {
            throw Fields.bad("acceptedLossMs", "a graceful changeover loses nothing, so it accepts no loss");
        }
        return new MoveAsk(
                direction,
                mode,
                loss,
                fields.set("acknowledged", FINDINGS_MAX, StartRoutes::finding, "the code of a finding"),
                fields.words("overriddenRules", RULES_MAX, StartRoutes::rule, "the ARN of a safety rule"));
    }

    private static Optional<Direction> direction(String word) {
        return Arrays.stream(Direction.values())
                .filter(direction -> Words.of(direction).equals(word))
                .findFirst();
    }

    private static Optional<Mode> mode(String word) {
        return Arrays.stream(Mode.values())
                .filter(mode -> Words.of(mode).equals(word))
                .findFirst();
    }

    static Optional<String> finding(String word) {
        return Arrays.stream(Finding.Code.values())
                .map(Enum::name)
                .filter(word::equals)
                .findFirst();
    }

    private static Optional<SafetyRuleArn> rule(String text) {
        if (text.length() > RULE_LENGTH_MAX || !text.matches("[\\x21-\\x7e]+")) {
            return Optional.empty();
        }
        try {
            return Optional.of(new SafetyRuleArn(text));
        } catch (IllegalArgumentException none) {
            return Optional.empty();
        }
    }
}
