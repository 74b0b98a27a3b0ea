package dev.changeover.aws;

import static dev.changeover.aws.Plans.OREGON;
import static dev.changeover.aws.Plans.VIRGINIA;

import dev.changeover.core.model.Region;

/** What RDS says over the wire, in its query protocol. */
final class RdsAnswers {
    private RdsAnswers() {}

    /** An RDS whose writer is in {@code writer}, everything available. */
    static FarSide.Reaction steady(FarSide.Request request, Region writer) {
        return switch (request.call()) {
            case "DescribeGlobalClusters" -> global("available", "", member(VIRGINIA, writer) + member(OREGON, writer));
            case "DescribeDBClusters" -> cluster("available");
            case "DescribeDBInstances" -> instances("available");
            default -> error(400, "InvalidAction", request.call());
        };
    }

    static FarSide.Reaction global(String status, String failoverState, String members) {
        return reply(
                "DescribeGlobalClusters",
                "<GlobalClusters><GlobalClusterMember><GlobalClusterIdentifier>shop-global"
                        + "</GlobalClusterIdentifier><Status>" + status + "</Status>" + failoverState
                        + "<GlobalClusterMembers>"
                        + members + "</GlobalClusterMembers></GlobalClusterMember></GlobalClusters>");
    }

    static String member(Region region, Region writer) {
        return member(region, region.equals(writer), "connected");
    }

    static String member(Region region, boolean writer, String synchronization) {
        return "<GlobalClusterMember><DBClusterArn>" + arn(region) + "</DBClusterArn><IsWriter>" + writer
                + "</IsWriter><SynchronizationStatus>" + synchronization
                + "</SynchronizationStatus></GlobalClusterMember>";
    }

    static String failoverState(String status, Region from, Region to) {
        return "<FailoverState><Status>" + status + "</Status><FromDbClusterArn>" + arn(from)
                + "</FromDbClusterArn><ToDbClusterArn>" + arn(to) + "</ToDbClusterArn></FailoverState>";
    }

    static FarSide.Reaction cluster(String status) {
        return reply(
                "DescribeDBClusters",
                "<DBClusters><DBCluster><Status>" + status + "</Status></DBCluster></DBClusters>");
    }

    static FarSide.Reaction instances(String status) {
        return reply(
                "DescribeDBInstances",
                "<DBInstances><DBInstance><DBInstanceStatus>" + status
                        + "</DBInstanceStatus></DBInstance></DBInstances>");
    }

    static FarSide.Reaction accepted(String call) {
        return reply(call, "");
    }

    static FarSide.Reaction error(int status, String code, String message) {
        return new FarSide.Reaction.Reply(
                status,
                "text/xml",
                "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                        + "</Message></Error><RequestId>1b2c</RequestId></ErrorResponse>");
    }

    private static FarSide.Reaction reply(String call, String result) {
        return new FarSide.Reaction.Reply(
                200,
                "text/xml",
                "<" + call + "Response><" + call + "Result>" + result + "</" + call + "Result></" + call + "Response>");
    }

    private static String arn(Region region) {
        return Plans.cluster(region).value();
    }
}
