package dev.changeover.plan;

import dev.changeover.core.model.AlarmPolicy;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.RoutingEndpoint;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.core.model.Site;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.model.TrafficName;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes a plan as a person would: in the order of the documentation, with a comment to each part. */
final class PlanWriter {
    /** What YAML reads as it stands. Everything else is quoted. */
    private static final Pattern PLAIN = Pattern.compile("(?!(?i:null|true|false)$)[A-Za-z0-9][A-Za-z0-9:/._-]*(?<!:)");

    private final StringBuilder text = new StringBuilder();

    String write(ApplicationPlan plan) {
        comment("Where everything of one application is. Nothing in here is looked up at run time,");
        comment("because what would answer may be what is down. Check it with: changeover plan validate FILE");
        line("application", plan.name().value());
        line("global-cluster", plan.globalCluster().value());
        comment("Both Regions. Primary is where the application lives on a normal day.");
        text.append("regions:\n");
        site("primary", plan.primary());
        site("secondary", plan.secondary());
        secrets(plan.secrets());
        comment("The five endpoints of the ARC cluster, each with the Region its requests are signed for.");
        text.append("routing-endpoints:\n");
        plan.routingEndpoints().forEach(this::endpoint);
        traffic(plan.traffic());
        comment("What is promised: time until the application is back (rto), most data lost as time (rpo).");
        text.append("objectives:\n");
        line("  rto", Durations.show(plan.objectives().rto()));
        line("  rpo", Durations.show(plan.objectives().rpo()));
        timeouts(plan.timeouts());
        comment("Whether a second person must approve.");
        text.append("policy:\n");
        line("  approval", plan.policy().approval());
        plan.alarmTrigger().ifPresent(this::alarms);
        plan.journal().ifPresent(table -> {
            comment("Where all who move the application write: a DynamoDB table with a replica in both Regions.");
            text.append("journal:\n");
            line("  table", table.name());
        });
        plan.twin().ifPresent(address -> {
            comment("A plan of the twin: it reaches no AWS account.");
            line("twin", address.toString());
        });
        return text.toString();
    }

    private void site(String key, Site site) {
        text.append("  ").append(key).append(":\n");
        line("    region", site.region().code());
        line("    cluster", site.cluster().value());
        line("    endpoint", site.database().toString());
        line("    secret", site.secret().value());
        line("    routing-control", site.control().value());
        text.append("    dns-answers:\n");
        site.dnsAnswers()
                .forEach(
                        answer -> text.append("      - ").append(scalar(answer)).append('\n'));
        line("    write-probe", site.writeProbe().toString());
        line("    health", site.health().toString());
    }

    private void secrets(SecretLayout layout) {
        comment("independent: a secret of its own in each Region. replicated: one, copied from its home.");
        text.append("secrets:\n");
        switch (layout) {
            case SecretLayout.Independent _ -> line("  layout", "independent");
            case SecretLayout.Replicated(var home, var promote) -> {
                line("  layout", "replicated");
                line("  home", home.code());
                comment("  Promoting the replica ends the replication for good.");
                line("  promote-replica-when-home-is-dark", promote);
            }
        }
    }

    private void endpoint(RoutingEndpoint endpoint) {
        line("  - region", endpoint.region().code());
        line("    url", endpoint.url().toString());
    }

    private void traffic(TrafficName traffic) {
        comment("The name shoppers use" + (traffic.resolver().isPresent() ? ", and the DNS server to ask." : "."));
        text.append("traffic:\n");
        line("  name", traffic.name());
        traffic.resolver().ifPresent(resolver -> line("  resolver", resolver.toString()));
        traffic.requests().ifPresent(counters -> {
            line("  requests-primary", counters.primary().toString());
            line("  requests-secondary", counters.secondary().toString());
        });
    }

    private void timeouts(Timeouts timeouts) {
        comment("Longest wait for a connection and for a whole call to AWS. A step past its deadline halts.");
        text.append("timeouts:\n");
        line("  connect", Durations.show(timeouts.connect()));
        line("  call", Durations.show(timeouts.call()));
        Map<String, Duration> steps = new TreeMap<>(timeouts.steps());
        if (!steps.isEmpty()) {
            text.append("  steps:\n");
            steps.forEach((step, deadline) -> line("    " + step, Durations.show(deadline)));
        }
    }

    private void alarms(AlarmPolicy policy) {
        comment("What alarms may start by themselves once a person has armed them: docs/alarms.md.");
        text.append("alarm-trigger:\n  alarms:\n");
        policy.alarms()
                .forEach(alarm ->
                        text.append("    - ").append(scalar(alarm.value())).append('\n'));
        line("  quorum", Integer.toString(policy.quorum()));
        line("  sustained", Durations.show(policy.sustained()));
        line("  event-age", Durations.show(policy.eventAgeMax()));
        line("  recovery-period", Durations.show(policy.recoveryPeriod()));
        if (policy.modes().contains(Mode.UNGRACEFUL)) {
            line("  loss-limit", Durations.show(policy.lossMax()));
        }
        String modes = policy.modes().stream()
                .sorted()
                .map(mode -> mode.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
        text.append("  modes: [").append(modes).append("]\n");
    }

    private void comment(String sentence) {
        int indent = sentence.length() - sentence.stripLeading().length();
        text.append(" ".repeat(indent)).append("# ").append(sentence.strip()).append('\n');
    }

    private void line(String key, boolean value) {
        text.append(key).append(": ").append(value).append('\n');
    }

    private void line(String key, String value) {
        text.append(key).append(": ").append(scalar(value)).append('\n');
    }

    private static String scalar(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "''") + "'";
    }
}
