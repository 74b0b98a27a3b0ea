package dev.changeover.cli;

import dev.changeover.aws.Identity;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.World;
import dev.changeover.core.ready.ReadinessPort;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Where the command line meets what implements core's ports. The only place that knows them. */
public interface Wiring {
    /** What is kept in a folder, which is made if it is missing. */
    Archive archive(Path folder);

    /** What the plan's operators, functions and API share; empty if it names no table. */
    Optional<Archive> shared(ApplicationPlan plan);

    /** The switches that the plan's operators share, beside their journal; empty if they share none. */
    Optional<GuardStore> sharedGuards(ApplicationPlan plan);

    /** AWS, or the twin if the plan names one. */
    World world(ApplicationPlan plan);

    /** What readiness reads beyond what a changeover does. */
    ReadinessPort readiness(ApplicationPlan plan);

    /** Whose credentials AWS, or the twin, takes ours for in this Region. */
    Identity identity(ApplicationPlan plan, Region region);

    /** Writes a plan's text where the functions of its Regions read it; tells for each Region how that went. */
    Map<Region, Answer> publish(ApplicationPlan plan, String text);

    /** Goes on with a changeover in a process of its own, which outlives this one. Returns where it writes. */
    Path inBackground(Path home, ChangeoverId id);
}
