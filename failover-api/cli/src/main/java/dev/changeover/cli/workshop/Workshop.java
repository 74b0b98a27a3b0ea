package dev.changeover.cli.workshop;

import dev.changeover.cli.Desk;
import dev.changeover.core.model.Region;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The steps of the workshop, in order. The first that is not as promised ends it: the others stand on it. */
final class Workshop {
    private final Desk desk;
    private final ShopperSteps shopper;
    private final SiteSteps site;
    private final RegionSteps regions;

    Workshop(Desk desk, ShopperSteps shopper, SiteSteps site, RegionSteps regions) {
        this.desk = desk;
        this.shopper = shopper;
        this.site = site;
        this.regions = regions;
    }

    WorkshopReport perform(Region primary, Region secondary) {
        List<Supplier<Observation>> steps = List.of(
                site::open,
                shopper::signUp,
                shopper::logIn,
                shopper::fillCart,
                () -> shopper.replicated(secondary),
                site::block,
                () -> site.moved(
                        "edge-fails-over", "Ask the edge for pages until the other bucket answers.", "secondary"),
                () -> shopper.goesOn("session-goes-on", primary),
                regions::darken,
                regions::promote,
                () -> shopper.goesOn("session-intact", secondary),
                () -> shopper.buy(secondary),
                regions::heal,
                regions::goBack,
                site::unblock,
                () -> site.moved("edge-returns", "Ask the edge for pages until the first bucket answers.", "primary"),
                () -> shopper.orderKept(primary, secondary));
        List<Observation> seen = new ArrayList<>();
        for (Supplier<Observation> step : steps) {
            Observation observation = step.get();
            seen.add(observation);
            desk.say(seen.size() + "/" + steps.size() + "  " + observation.done());
            desk.say("       " + (observation.ok() ? "" : "NOT AS PROMISED: ") + observation.observed());
            if (!observation.ok()) {
                break;
            }
        }
        return new WorkshopReport(seen, steps.size(), regions.reports());
    }
}
