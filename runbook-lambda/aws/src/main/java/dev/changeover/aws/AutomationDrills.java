package dev.changeover.aws;

import dev.changeover.core.drill.DrillId;
import dev.changeover.core.drill.DrillRequest;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.DrillDrivers;
import dev.changeover.drive.Drivers.Hiring;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Drivers of drills on AWS: an execution of {@code Changeover-Drill}, in the nearer Region or else in the other. If
 * neither answers there is no drill: one that begins while Systems Manager is down would prove little.
 */
public final class AutomationDrills implements DrillDrivers {
    static final String DOCUMENT = "Changeover-Drill";

    /**
     * The soak is not the document's: the step function soaks, since it probes all the while and knows how long, and
     * the document's own sleep is as short as it can be.
     */
    static final String SLEEP = "PT1S";

    private final AwsAccount account;
    private final AutomationDrivers.Names names;

    public AutomationDrills(AwsAccount account, AutomationDrivers.Names names) {
        this.account = account;
        this.names = names;
    }

    @Override
    public Hiring hire(ApplicationPlan plan, DrillRequest drill, Region near, int attempt) {
        List<PortFailure> failures = new ArrayList<>();
        for (Region region : List.of(near, plan.other(near).region())) {
            Reply<String> started = start(drill.id(), region, attempt);
            Hiring hiring = started.fold(
                    execution -> new Hiring.Driving("ssm/" + execution, instead(failures, region)), why -> {
                        failures.add(why);
                        return new Hiring.Nobody(failures);
                    });
            if (hiring instanceof Hiring.Driving) {
                return hiring;
            }
        }
        return new Hiring.Nobody(failures);
    }

    private Reply<String> start(DrillId id, Region region, int attempt) {
        return account.caller()
                .ask(
                        "Systems Manager in " + region,
                        () -> account.clients()
                                .systemsManager(region)
                                .startAutomationExecution(start -> start.documentName(DOCUMENT)
                                        .clientToken(token(id, attempt))
                                        .parameters(parameters(id)))
                                .automationExecutionId());
    }

    private static String instead(List<PortFailure> failures, Region region) {
        return failures.isEmpty()
                ? ""
                : "The execution is in " + region + ", because "
                        + failures.getFirst().message() + ".";
    }

    private Map<String, List<String>> parameters(DrillId id) {
        Map<String, List<String>> parameters = new HashMap<>();
        parameters.put("DrillId", List.of(id.value()));
        parameters.put("SoakTime", List.of(SLEEP));
        parameters.put("StepFunction", List.of(names.step()));
        names.role().ifPresent(role -> parameters.put("AutomationAssumeRole", List.of(role)));
        return parameters;
    }

    /** In the form of a UUID, as Systems Manager wants it, and the same for the same drill and attempt. */
    static String token(DrillId id, int attempt) {
        return UUID.nameUUIDFromBytes(("drill/" + id + "/" + attempt).getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
