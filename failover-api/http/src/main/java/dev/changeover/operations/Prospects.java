package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.ChangeoverRequest;
import dev.changeover.core.port.World;
import dev.changeover.core.run.Preview;
import dev.changeover.view.Outlook;
import java.util.List;

/** Looks ahead for a person. Changes nothing. */
final class Prospects {
    /** A silent service costs a call's whole bound each time, so one more look and no more. */
    private static final int LOOKS_AGAIN_MAX = 1;

    private static final ChangeoverId NOT_YET = new ChangeoverId("not-started");

    private final House house;
    private final Chronicle chronicle;
    private final PastRuns past;

    Prospects(House house, Chronicle chronicle, PastRuns past) {
        this.house = house;
        this.chronicle = chronicle;
        this.past = past;
    }

    Prospect of(ApplicationPlan plan, MoveAsk ask, Actor by) {
        Outlook outlook = outlook(plan, ask.request(plan, NOT_YET, by));
        return new Prospect(
                outlook,
                PreviewVersion.of(outlook).toString(),
                house.boards().triggers().against(plan, by),
                past.of(plan.name(), outlook.direction()),
                others(plan));
    }

    /** What merely did not answer is looked at again: a lost packet is no reason to send a person away. */
    Outlook outlook(ApplicationPlan plan, ChangeoverRequest request) {
        World world = house.worlds().of(plan);
        Preview preview = Preview.of(world, plan, request);
        for (int again = 0; again < LOOKS_AGAIN_MAX && preview.spoiltByWeather(); again++) {
            preview = Preview.of(world, plan, request);
        }
        return Outlook.of(plan, request, preview.seen(), chronicle.live(plan.name()));
    }

    private List<Told> others(ApplicationPlan plan) {
        return house.plans().all().stream()
                .filter(other -> !other.name().equals(plan.name()))
                .flatMap(other -> chronicle.live(other.name()).stream())
                .flatMap(id -> chronicle.lately(id).stream())
                .toList();
    }
}
