package dev.changeover.aws;

import dev.changeover.core.model.AlarmArn;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.AlarmPort;
import dev.changeover.core.port.AlarmView;
import dev.changeover.core.port.PortFailure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudwatch.CloudWatchClient;
import software.amazon.awssdk.services.cloudwatch.model.AlarmType;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsRequest;
import software.amazon.awssdk.services.cloudwatch.model.DescribeAlarmsResponse;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/** CloudWatch alarms, one call to each Region they are in. */
final class AlarmAdapter implements AlarmPort {
    /** Alarms of one answer at most, and names of one call (CloudWatch API reference, read 2026-11-22). */
    private static final int PAGE = 100;

    private final Clients clients;
    private final Caller caller;
    private final InstantSource clock;

    AlarmAdapter(Clients clients, Caller caller, InstantSource clock) {
        this.clients = clients;
        this.caller = caller;
        this.clock = clock;
    }

    @Override
    public List<AlarmView> states(List<AlarmArn> alarms) {
        Map<Region, List<AlarmArn>> byRegion =
                alarms.stream().collect(Collectors.groupingBy(AlarmArn::region, TreeMap::new, Collectors.toList()));
        List<Callable<Map<AlarmArn, AlarmView>>> reads = byRegion.entrySet().stream()
                .<Callable<Map<AlarmArn, AlarmView>>>map(one -> () -> read(one.getKey(), one.getValue()))
                .toList();
        Map<AlarmArn, AlarmView> seen = new HashMap<>();
        caller.sideBySide(reads).forEach(seen::putAll);
        return alarms.stream().map(seen::get).toList();
    }

    private Map<AlarmArn, AlarmView> read(Region region, List<AlarmArn> alarms) {
        String whom = "CloudWatch in " + region;
        CloudWatchClient cloudWatch = clients.metrics(region);
        Reply<DescribeAlarmsResponse> reply = caller.ask(whom, () -> cloudWatch.describeAlarms(request(alarms)));
        Instant now = clock.instant();
        return alarms.stream()
                .collect(Collectors.toMap(
                        alarm -> alarm,
                        alarm -> reply.fold(
                                answer -> view(whom, alarm, answer, now),
                                why -> new AlarmView.Unreadable(alarm, why, now))));
    }

    private static DescribeAlarmsRequest request(List<AlarmArn> alarms) {
        return DescribeAlarmsRequest.builder()
                .alarmNames(alarms.stream().map(AlarmArn::name).toList())
                .alarmTypes(AlarmType.METRIC_ALARM, AlarmType.COMPOSITE_ALARM) // without this, metric alarms only
                .maxRecords(PAGE)
                .build();
    }

    private static AlarmView view(String whom, AlarmArn alarm, DescribeAlarmsResponse answer, Instant now) {
        Optional<AlarmView> metric = answer.metricAlarms().stream()
                .filter(one -> alarm.value().equals(one.alarmArn()))
                .findFirst()
                .flatMap(one -> says(
                        alarm,
                        one.stateValue(),
                        since(one.stateTransitionedTimestamp(), one.stateUpdatedTimestamp()),
                        now));
        Optional<AlarmView> composite = answer.compositeAlarms().stream()
                .filter(one -> alarm.value().equals(one.alarmArn()))
                .findFirst()
                .flatMap(one -> says(
                        alarm,
                        one.stateValue(),
                        since(one.stateTransitionedTimestamp(), one.stateUpdatedTimestamp()),
                        now));
        return metric.or(() -> composite).orElseGet(() -> {
            var why = new PortFailure(PortFailure.Code.NOT_FOUND, whom + " has no alarm " + alarm.name());
            return new AlarmView.Unreadable(alarm, why, now);
        });
    }

    /** An update may repeat the value with another reason; the transition is when the value changed. */
    private static Optional<Instant> since(Instant transitioned, Instant updated) {
        return Optional.ofNullable(transitioned).or(() -> Optional.ofNullable(updated));
    }

    /** Empty for a value that CloudWatch did not have when this was written. */
    private static Optional<AlarmView> says(AlarmArn alarm, StateValue value, Optional<Instant> since, Instant now) {
        Optional<AlarmView.Value> known = switch (value) {
            case OK -> Optional.of(AlarmView.Value.OK);
            case ALARM -> Optional.of(AlarmView.Value.ALARM);
            case INSUFFICIENT_DATA -> Optional.of(AlarmView.Value.INSUFFICIENT_DATA);
            case UNKNOWN_TO_SDK_VERSION -> Optional.empty();
        };
        return known.flatMap(named -> since.map(at -> new AlarmView.Says(alarm, named, at, now)));
    }
}
