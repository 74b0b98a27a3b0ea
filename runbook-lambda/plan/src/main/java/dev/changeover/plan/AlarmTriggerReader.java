package dev.changeover.plan;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.Mode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads what alarms may start by themselves. What may lose data has no default. */
record AlarmTriggerReader(Section section) {
    /** An hour of alarms that nobody answers is no longer a matter for machines. */
    static final Bounds SUSTAINED = new Bounds(Duration.ZERO, Duration.ofHours(1));

    /** Lambda keeps an event for six hours at most (Lambda developer guide, read 2026-11-22). */
    static final Bounds EVENT_AGE = new Bounds(Duration.ofSeconds(1), Duration.ofHours(6));

    static final Bounds RECOVERY_PERIOD = new Bounds(Duration.ZERO, Duration.ofDays(30));

    static final Bounds LOSS_LIMIT = PlanReader.RPO;

    private static final List<String> MODES = List.of("graceful", "ungraceful");

    Optional<AlarmPolicy> read() {
        List<AlarmArn> alarms = section.required("alarms").map(this::alarms).orElse(List.of());
        Optional<Integer> quorum = section.optional("quorum").isPresent()
                ? section.optional("quorum").flatMap(value -> quorum(value, alarms.size()))
                : Optional.of(alarms.size());
        Duration sustained = chosen("sustained", SUSTAINED, AlarmPolicy.SUSTAINED_DEFAULT);
        Duration age = chosen("event-age", EVENT_AGE, AlarmPolicy.EVENT_AGE_DEFAULT);
        Duration recovery = chosen("recovery-period", RECOVERY_PERIOD, AlarmPolicy.RECOVERY_PERIOD_DEFAULT);
        Set<Mode> modes =
                section.required("modes").map(AlarmTriggerReader::modes).orElse(Set.of());
        Optional<Duration> loss = loss(modes);
        return alarms.isEmpty() || quorum.isEmpty() || modes.isEmpty() || loss.isEmpty()
                ? Optional.empty()
                : Optional.of(new AlarmPolicy(alarms, quorum.get(), sustained, age, recovery, loss.get(), modes));
    }

    private Duration chosen(String key, Bounds bounds, Duration otherwise) {
        return section.optional(key).flatMap(value -> value.duration(bounds)).orElse(otherwise);
    }

    private List<AlarmArn> alarms(Value value) {
        List<Value> items = value.list().orElse(List.of());
        List<AlarmArn> alarms = new ArrayList<>();
        Set<AlarmArn> seen = new HashSet<>();
        for (Value item : items) {
            item.as(AlarmArn::new, "write the alarm's ARN").ifPresent(alarm -> {
                if (seen.add(alarm)) {
                    alarms.add(alarm);
                } else {
                    item.fault("is listed twice: " + alarm, "an alarm counts once; remove one of them");
                }
            });
        }
        if (items.size() > AlarmPolicy.ALARMS_MAX) {
            value.fault("lists " + items.size() + " alarms", "list at most " + AlarmPolicy.ALARMS_MAX);
            return List.of();
        }
        if (items.isEmpty()) {
            value.list().ifPresent(_ -> value.fault("lists no alarm", "list at least one, or remove alarm-trigger"));
        }
        return alarms;
    }

    private static Optional<Integer> quorum(Value value, int alarms) {
        return value.text().flatMap(text -> {
            boolean number = text.matches("\\d{1,3}");
            boolean fits = number && Integer.parseInt(text) >= 1 && (alarms == 0 || Integer.parseInt(text) <= alarms);
            return fits
                    ? Optional.of(Integer.valueOf(text))
                    : value.fault(
                            Faults.quoted(text) + " is no quorum of " + alarms + " alarms",
                            "write a whole number from 1 to " + Math.max(1, alarms));
        });
    }

    private static Set<Mode> modes(Value value) {
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        List<Value> items = value.list().orElse(List.of());
        items.forEach(item ->
                item.oneOf(MODES).ifPresent(word -> modes.add(Mode.valueOf(word.toUpperCase(Locale.ROOT)))));
        if (items.isEmpty()) {
            value.list().ifPresent(_ -> value.fault("lists no mode", "write [graceful], [ungraceful] or both"));
        }
        return modes;
    }

    private Optional<Duration> loss(Set<Mode> modes) {
        if (modes.contains(Mode.UNGRACEFUL)) {
            return section.required("loss-limit").flatMap(value -> value.duration(LOSS_LIMIT));
        }
        section.optional("loss-limit")
                .filter(_ -> !modes.isEmpty())
                .ifPresent(value ->
                        value.fault("is only for ungraceful changeovers", "remove it, or write 'modes: [ungraceful]'"));
        return Optional.of(Duration.ZERO);
    }
}
