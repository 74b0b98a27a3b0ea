package dev.changeover.plan;

import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Endpoint;
import dev.changeover.core.model.GlobalClusterId;
import dev.changeover.core.model.JournalTable;
import dev.changeover.core.model.Objectives;
import dev.changeover.core.model.Policy;
import dev.changeover.core.model.RequestMetric;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the tree of a plan file. It goes on after each fault, so that all of them are found in one reading. */
final class PlanReader {
    /** Below a second no recovery can be measured; above a day nobody needs a changeover. */
    static final Bounds RTO = new Bounds(Duration.ofSeconds(1), Duration.ofHours(24));

    static final Bounds RPO = new Bounds(Duration.ZERO, Duration.ofHours(24));

    private final Faults faults;
    private final Section file;

    private PlanReader(Section file, Faults faults) {
        this.file = file;
        this.faults = faults;
    }

    static PlanFile.Reading read(String text, Faults faults, List<RetiredKey> retired) {
        Optional<ApplicationPlan> plan = YamlText.compose(text, faults)
                .flatMap(root -> new Value("", root, faults).section(Part.FILE, retired))
                .flatMap(file -> new PlanReader(file, faults).plan());
        return plan.filter(whole -> faults.none())
                .<PlanFile.Reading>map(PlanFile.Reading.Valid::new)
                .orElseGet(() -> new PlanFile.Reading.Faulty(faults.inOrder()));
    }

    private Optional<ApplicationPlan> plan() {
        var name = file.required("application")
                .flatMap(value -> value.as(ApplicationName::new, "write a short name such as shop"));
        var database = file.required("global-cluster")
                .flatMap(value -> value.as(GlobalClusterId::new, "write its identifier, not its ARN"));
        SiteDrafts sites = SiteDrafts.of(file.requiredSection("regions", Part.REGIONS));
        Optional<SecretLayout> secrets = new SecretsReader(sites).layout(file);
        Optional<URI> twin = file.optional("twin").flatMap(value -> value.as(Urls::ofTwin, "use its own address"));
        List<RoutingEndpoint> endpoints = file.required("routing-endpoints")
                .map(value -> new RoutingEndpointsReader(file.optional("twin").isPresent(), file.retired()).read(value))
                .orElse(List.of());
        Optional<TrafficName> traffic =
                file.requiredSection("traffic", Part.TRAFFIC).flatMap(PlanReader::traffic);
        var objectives = file.requiredSection("objectives", Part.OBJECTIVES).flatMap(PlanReader::objectives);
        Timeouts timeouts = file.optionalSection("timeouts", Part.TIMEOUTS)
                .flatMap(section -> new TimeoutsReader(section).read())
                .orElseGet(Timeouts::defaults);
        Policy policy = policy();
        Optional<AlarmPolicy> alarms = alarms();
        Optional<JournalTable> journal = journal();
        if (!faults.none()) {
            return Optional.empty();
        }
        Site primary = sites.primary().flatMap(SiteDraft::site).orElseThrow();
        Site secondary = sites.secondary().flatMap(SiteDraft::site).orElseThrow();
        return checkedByCore(() -> new ApplicationPlan(
                name.orElseThrow(),
                database.orElseThrow(),
                primary,
                secondary,
                secrets.orElseThrow(),
                endpoints,
                traffic.orElseThrow(),
                objectives.orElseThrow(),
                timeouts,
                policy,
                twin,
                alarms,
                journal));
    }

    private Optional<AlarmPolicy> alarms() {
        return file.optionalSection("alarm-trigger", Part.ALARM_TRIGGER)
                .flatMap(section -> new AlarmTriggerReader(section).read());
    }

    /** Core has the last word: a rule of core that this reader does not know yet is still a fault of the file. */
    private Optional<ApplicationPlan> checkedByCore(Supplier<ApplicationPlan> plan) {
        try {
            return Optional.of(plan.get());
        } catch (IllegalArgumentException refused) {
            faults.add(Place.FILE, "", "the plan is refused: " + refused.getMessage(), "correct it");
            return Optional.empty();
        }
    }

    private static Optional<TrafficName> traffic(Section section) {
        var name = section.required("name")
                .flatMap(value -> value.as(Hosts::dnsName, "write the name shoppers use, such as shop.example.com"));
        var resolver = section.optional("resolver")
                .flatMap(value -> value.as(Endpoint::parse, "write host:port, such as 10.0.0.2:53"));
        var primary = section.optional("requests-primary").flatMap(PlanReader::metric);
        var secondary = section.optional("requests-secondary").flatMap(PlanReader::metric);
        if (primary.isPresent() != secondary.isPresent()) {
            section.required(primary.isPresent() ? "requests-secondary" : "requests-primary");
        }
        return name.map(found -> new TrafficName(
                found, resolver, primary.flatMap(one -> secondary.map(other -> new TrafficName.Counters(one, other)))));
    }

    private static Optional<RequestMetric> metric(Value value) {
        return value.as(
                RequestMetric::parse,
                "write it as AWS/ApplicationELB RequestCount LoadBalancer=app/shop/0123456789abcdef");
    }

    private static Optional<Objectives> objectives(Section section) {
        var rto = section.required("rto").flatMap(value -> value.duration(RTO));
        var rpo = section.required("rpo").flatMap(value -> value.duration(RPO));
        return rto.flatMap(time -> rpo.map(point -> new Objectives(time, point)));
    }

    private Policy policy() {
        return file.optionalSection("policy", Part.POLICY)
                .flatMap(section -> section.optional("approval"))
                .flatMap(Value::trueOrFalse)
                .map(Policy::new)
                .orElseGet(Policy::defaults);
    }

    private Optional<JournalTable> journal() {
        return file.optionalSection("journal", Part.JOURNAL)
                .flatMap(section -> section.required("table"))
                .flatMap(value -> value.as(JournalTable::new, "write the table's name, not its ARN"));
    }
}
