package dev.changeover.twin.wire;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.model.DatabaseCluster;
import dev.changeover.twin.model.ParameterGroups;
import dev.changeover.twin.model.Rds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The calls of RDS about DB cluster parameter groups; member names are those of botocore 1.43. */
final class ParameterGroupCalls {
    private static final String NAME = "DBClusterParameterGroupName";

    private final Rds rds;

    ParameterGroupCalls(Rds rds) {
        this.rds = rds;
    }

    Map<String, RpcService.Operation> calls() {
        return Map.of(
                "CreateDBClusterParameterGroup", this::create,
                "ModifyDBClusterParameterGroup", this::modify,
                "DescribeDBClusterParameters", this::describe,
                "ModifyDBCluster", this::give);
    }

    private Map<String, Object> create(Region region, Fields input) {
        String name = input.text(NAME);
        String family = input.text("DBParameterGroupFamily");
        rds.parameterGroups().create(region, name, family);
        var group = Output.of(NAME, name)
                .with("DBParameterGroupFamily", family)
                .maybe("Description", input.maybeText("Description"))
                .map();
        return Map.of("DBClusterParameterGroup", group);
    }

    private Map<String, Object> modify(Region region, Fields input) {
        String name = input.text(NAME);
        for (Fields parameter : input.structures("Parameters")) {
            rds.parameterGroups()
                    .modify(region, name, parameter.text("ParameterName"), parameter.text("ParameterValue"));
        }
        return Map.of(NAME, name);
    }

    private Map<String, Object> describe(Region region, Fields input) {
        Map<String, String> set = rds.parameterGroups().set(region, input.text(NAME));
        Optional<String> value = Optional.ofNullable(set.get(ParameterGroups.GLOBAL_RPO));
        String source = value.isPresent() ? "user" : "engine-default";
        List<Map<String, Object>> shown = List.of(Output.of("ParameterName", ParameterGroups.GLOBAL_RPO)
                .maybe("ParameterValue", value)
                .with("Source", source)
                .with("ApplyType", "dynamic")
                .with("DataType", "integer")
                .with("AllowedValues", ParameterGroups.GLOBAL_RPO_MIN + "-" + Integer.MAX_VALUE)
                .with("IsModifiable", true)
                .with("ApplyMethod", "pending-reboot")
                .map());
        boolean asked = input.maybeText("Source").map(source::equals).orElse(true);
        var page = RdsPage.of(asked ? shown : List.<Map<String, Object>>of(), input);
        return Output.of("Parameters", new Items("Parameter", page.items()))
                .maybe("Marker", page.next())
                .map();
    }

    /** Of ModifyDBCluster only the parameter group. */
    private Map<String, Object> give(Region region, Fields input) {
        DatabaseCluster cluster = rds.cluster(region, input.text("DBClusterIdentifier"));
        String group = input.maybeText(NAME)
                .orElseThrow(() -> new AwsError(
                        "InvalidParameterCombination",
                        400,
                        "The twin modifies nothing of a DB cluster but its parameter group."));
        rds.parameterGroups().give(cluster.arn(), group);
        return Map.of("DBCluster", RdsShapes.cluster(rds.cluster(region, input.text("DBClusterIdentifier"))));
    }
}
