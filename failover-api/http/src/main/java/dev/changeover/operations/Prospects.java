package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Preview;
import dev.changeover.view.Outlook;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Looks ahead for a person. Changes nothing. */
final class Prospects {
    /** A silent service costs a call's whole bound each time, so one more look and no more. */
    private static final int LOOKS_AGAIN_MAX = 1;

    private static final ChangeoverId NOT_YET = new ChangeoverId("not-started");

    /** What runs elsewhere is told for the person's judgement; it decides nothing. */
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final House house;
    private final Chronicle chronicle;
    private final PastRuns past;
    private volatile Running running = new Running(List.of(), Instant.EPOCH);

    Prospects(House house, Chronicle chronicle, PastRuns past) {
        this.house = house;
        this.chronicle = chronicle;
        this.past = past;
    }

    Prospect of(ApplicationPlan plan, MoveAsk ask, Actor by) {
        ChangeoverRequest request = ask.request(plan, NOT_YET, by);
        Outlook outlook = outlook(plan, request, chronicle.live(plan.name()));
        return new Prospect(
                outlook,
                PreviewVersion.of(outlook).toString(),
                house.boards().triggers().against(plan, by),
                past.of(plan.name(), outlook.direction()),
                others(plan));
    }

    /** What merely did not answer is looked at again: a lost packet is no reason to send a person away. */
    Outlook outlook(ApplicationPlan plan, ChangeoverRequest request, Optional<ChangeoverId> live) {
        World world = house.worlds().of(plan);
        Preview preview = Preview.of(world, plan, request);
        for (int again = 0; again < LOOKS_AGAIN_MAX && preview.spoiltByWeather(); again++) {
            preview = Preview.of(world, plan, request);
        }
        return Outlook.of(plan, request, preview.seen(), live);
    }

    /** Asked of every application there is, so that many previews share one asking. */
    private List<Told> others(ApplicationPlan plan) {
        Instant now = house.clock().instant();
        Running known = running;
        if (!known.at().plus(FRESH).isAfter(now)) {
            List<Told> live = house.plans().all().stream()
                    .flatMap(other -> chronicle.live(other.name()).stream())
                    .flatMap(id -> chronicle.lately(id).stream())
                    .toList();
            known = new Running(live, now);
            running = known;
        }
        return known.all().stream()
                .filter(told -> !told.state().plan().name().equals(plan.name()))
                .toList();
    }

    private record Running(List<Told> all, Instant at) {}
}
