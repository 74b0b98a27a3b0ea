package dev.changeover.core.ready;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.TrafficName;
import java.util.List;
import java.util.Optional;

/** What readiness reads beyond what a changeover does. Every call looks once, and never throws for weather. */
public interface ReadinessPort {
    /** The cluster and its instances, asked in their own Region. */
    Glance<Member> member(Site site);

    /** {@code rds.global_db_rpo} in the cluster's parameter group; empty when it is not set there. */
    Glance<Optional<String>> rpoParameter(Site site);

    /** The Regions whose control is On, as this one endpoint says. */
    Glance<List<Region>> statesAt(ApplicationPlan plan, RoutingEndpoint endpoint);

    /** Asks the control plane of ARC, which is in one Region and may be down when it is needed least. */
    Glance<SafetyRules> safetyRules(ApplicationPlan plan);

    /** Empty when there is no such thing in the Region. */
    Glance<Optional<Artefact.Deployed>> deployed(Artefact artefact, Region region);

    Glance<NameAnswer> name(TrafficName name);

    /** The ARN of whoever these credentials are, as the Region's STS says. */
    Glance<String> identity(Region region);
}
