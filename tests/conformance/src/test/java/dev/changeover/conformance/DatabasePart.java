package dev.changeover.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.changeover.core.model.Region;
import dev.changeover.twin.account.TwinAccount;
import dev.changeover.twin.model.Regions;

/** A global database from nothing: created, switched over, failed over, taken apart. */
record DatabasePart(Transcript transcript, Waits.Awaiting awaiting) {
    /** Release 1 of the command has an address of its own for RDS in us-east-1, which no variable can change. */
    private static final String RDS = "aws rds --endpoint-url $AWS_ENDPOINT_URL ";

    private static final String GLOBAL = "--global-cluster-identifier orders";
    private static final String EAST = "arn:aws:rds:us-east-1:000000000000:cluster:orders-east";
    private static final String WEST = "arn:aws:rds:us-west-2:000000000000:cluster:orders-west";

    void play(TwinAccount account) {
        transcript.heading("A global database");
        transcript.say("`--endpoint-url` is there because release 1 of the `aws` command takes no other word where"
                + " RDS in us-east-1 is meant. boto3, the SDKs and the other services need only `AWS_ENDPOINT_URL`.");
        create(account);
        describe();
        move(account);
        takeApart(account);
    }

    private Shell.Ended aws(String line) {
        return transcript.run(RDS + line).wentWell();
    }

    private void create(TwinAccount account) {
        aws("create-global-cluster " + GLOBAL + " --engine aurora-postgresql"
                + " --query 'GlobalCluster.[GlobalClusterArn,Status,Endpoint]'");
        String member = "create-db-cluster --engine aurora-postgresql " + GLOBAL + " --db-cluster-identifier orders-";
        aws(member + "east --master-username unicorn --master-user-password stable-door"
                + " --query 'DBCluster.[DBClusterArn,Status,Endpoint,Port]'");
        instance("east", "");
        awaitReady(account, Regions.US_EAST_1, "orders-east");
        aws("wait db-instance-available --db-instance-identifier orders-east-1");
        aws(member + "west --region us-west-2 --query 'DBCluster.[DBClusterArn,Status,ReplicationSourceIdentifier]'");
        instance("west", " --region us-west-2");
        awaitReady(account, Regions.US_WEST_2, "orders-west");
        aws("wait db-instance-available --db-instance-identifier orders-west-1 --region us-west-2");
        awaiting.until(
                "the secondary follows",
                () -> account.rds().globalCluster("orders").members().stream()
                        .allMatch(member2 -> member2.connected()));
    }

    private void instance(String side, String where) {
        aws("create-db-instance --engine aurora-postgresql --db-instance-class db.r6g.large --db-cluster-identifier"
                + " orders-" + side + " --db-instance-identifier orders-" + side + "-1" + where
                + " --query 'DBInstance.[DBInstanceArn,DBInstanceStatus]'");
    }

    private void awaitReady(TwinAccount account, Region region, String cluster) {
        awaiting.until(
                cluster + " is available",
                () -> account.rds().cluster(region, cluster).status().equals("available")
                        && account.rds()
                                .instance(region, cluster + "-1")
                                .status()
                                .equals("available"));
    }

    private void describe() {
        aws("describe-db-clusters --query 'DBClusters[].[DBClusterIdentifier,Status,Engine,EngineVersion]'");
        aws("describe-db-instances --region us-west-2 --query 'DBInstances[].[DBInstanceIdentifier,DBInstanceStatus]'");
    }

    private void move(TwinAccount account) {
        String switchover = "switchover-global-cluster " + GLOBAL + " --target-db-cluster-identifier " + WEST;
        transcript.say("A switchover is asked in the present writer's Region; elsewhere it is refused.");
        Shell.Ended refused = transcript.run(RDS + switchover + " --region us-west-2");
        assertThat(refused.err()).contains("InvalidGlobalClusterStateFault", "us-east-1");
        assertThat(aws(switchover + " --query GlobalCluster.FailoverState").out())
                .contains("pending", WEST);
        awaitWriter(account, WEST);
        transcript.say("A moment later:");
        members(WEST);
        Shell.Ended again = transcript.run(RDS + switchover);
        assertThat(again.err()).contains("InvalidDBClusterStateFault", "already the primary");
        transcript.say("A failover with data loss is asked in the Region of the cluster that is to write.");
        aws("failover-global-cluster " + GLOBAL + " --allow-data-loss --target-db-cluster-identifier " + EAST
                + " --query GlobalCluster.FailoverState");
        awaitWriter(account, EAST);
        awaiting.until(
                "the old writer follows",
                () -> account.rds().globalCluster("orders").members().stream().allMatch(member -> member.connected()));
        members(EAST);
    }

    private void members(String writer) {
        String said = aws("describe-global-clusters " + GLOBAL + " --region us-west-2 --output text --query"
                        + " 'GlobalClusters[0].GlobalClusterMembers[].[DBClusterArn,IsWriter,SynchronizationStatus]'")
                .out();
        assertThat(said).contains(writer + "\tTrue");
    }

    private void awaitWriter(TwinAccount account, String writer) {
        awaiting.until("the writer is " + writer, () -> {
            var global = account.rds().globalCluster("orders");
            return global.move().isEmpty()
                    && global.writer().orElseThrow().cluster().toString().equals(writer);
        });
    }

    private void takeApart(TwinAccount account) {
        aws("remove-from-global-cluster " + GLOBAL + " --db-cluster-identifier " + WEST
                + " --query GlobalCluster.Status");
        awaiting.until(
                "the secondary stands alone",
                () -> account.rds().globalCluster("orders").members().size() == 1
                        && account.rds()
                                .cluster(Regions.US_WEST_2, "orders-west")
                                .status()
                                .equals("available"));
        delete(account, Regions.US_WEST_2, "west", " --region us-west-2");
        Shell.Ended refused = transcript.run(RDS + "delete-global-cluster " + GLOBAL);
        assertThat(refused.err()).contains("InvalidGlobalClusterStateFault");
        aws("remove-from-global-cluster " + GLOBAL + " --db-cluster-identifier " + EAST
                + " --query GlobalCluster.Status");
        awaiting.until(
                "the primary stands alone",
                () -> account.rds().globalCluster("orders").members().isEmpty()
                        && account.rds()
                                .cluster(Regions.US_EAST_1, "orders-east")
                                .status()
                                .equals("available"));
        delete(account, Regions.US_EAST_1, "east", "");
        aws("delete-global-cluster " + GLOBAL + " --query GlobalCluster.Status");
        assertThat(aws("describe-global-clusters").out()).contains("\"GlobalClusters\": []");
    }

    private void delete(TwinAccount account, Region region, String side, String where) {
        aws("delete-db-instance --db-instance-identifier orders-" + side + "-1" + where
                + " --query DBInstance.DBInstanceStatus");
        awaiting.until(
                "the instance is gone", () -> account.rds().instances(region).isEmpty());
        aws("delete-db-cluster --db-cluster-identifier orders-" + side + " --skip-final-snapshot" + where
                + " --query DBCluster.Status");
        awaiting.until(
                "the cluster is gone", () -> account.rds().clusters(region).isEmpty());
    }
}
