package dev.changeover.operations.boards;

import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.journal.Outcome;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.model.Mode;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The shop and its changeovers. */
final class Shop {
    static final Instant AT = Instant.parse("2026-11-22T10:00:00Z");
    static final Actor ANA = new Actor("ana", "a test");
    static final Actor BEN = new Actor("ben", "another");

    private static final String ALARMS = """
            alarm-trigger:
              alarms:
                - arn:aws:cloudwatch:us-west-2:111122223333:alarm:shop-silent
              recovery-period: 6h
              modes: [graceful]
            """;

    private Shop() {}

    static ApplicationPlan plan() {
        return read("");
    }

    /** Alarms may move it, and rest for six hours after a changeover. */
    static ApplicationPlan withAlarms() {
        return read(ALARMS);
    }

    private static ApplicationPlan read(String more) {
        try (InputStream in = Shop.class.getResourceAsStream("/dev/changeover/http/shop.plan.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8) + more;
            return switch (PlanFile.parse(text, "shop.plan.yaml")) {
                case PlanFile.Reading.Valid(var plan) -> plan;
                case PlanFile.Reading.Faulty(var faults) -> throw new IllegalStateException(faults.toString());
            };
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static ChangeoverId started(Journal journal, ApplicationPlan plan, String id) {
        var request = new ChangeoverRequest(
                new ChangeoverId(id),
                plan.primary().region(),
                plan.secondary().region(),
                Mode.GRACEFUL,
                ANA,
                Optional.empty(),
                Set.of(),
                List.of());
        journal.open(new Event.Started(request, plan, AT));
        return request.id();
    }

    static ChangeoverId ended(Journal journal, ApplicationPlan plan, String id) {
        ChangeoverId made = started(journal, plan, id);
        journal.append(made, 1, new Event.Ended(Outcome.COMPLETED, AT), Optional.empty());
        return made;
    }
}
