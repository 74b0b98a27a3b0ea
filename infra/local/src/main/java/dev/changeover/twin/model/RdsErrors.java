package dev.changeover.twin.model;

/** RDS's refusals. Codes and statuses are those of botocore 1.43; the sentences are ours. */
final class RdsErrors {
    private RdsErrors() {}

    static AwsError globalNotFound(String id) {
        return new AwsError("GlobalClusterNotFoundFault", 404, "Global cluster " + id + " not found.");
    }

    static AwsError globalExists(String id) {
        return new AwsError("GlobalClusterAlreadyExistsFault", 400, "Global cluster " + id + " already exists.");
    }

    static AwsError globalState(String why) {
        return new AwsError("InvalidGlobalClusterStateFault", 400, why);
    }

    static AwsError clusterNotFound(String id) {
        return new AwsError("DBClusterNotFoundFault", 404, "DBCluster " + id + " not found.");
    }

    static AwsError clusterExists(String id) {
        return new AwsError("DBClusterAlreadyExistsFault", 400, "DBCluster " + id + " already exists.");
    }

    static AwsError clusterState(String why) {
        return new AwsError("InvalidDBClusterStateFault", 400, why);
    }

    static AwsError instanceNotFound(String id) {
        return new AwsError("DBInstanceNotFound", 404, "DBInstance " + id + " not found.");
    }

    static AwsError instanceExists(String id) {
        return new AwsError("DBInstanceAlreadyExists", 400, "DBInstance " + id + " already exists.");
    }

    static AwsError instanceState(String why) {
        return new AwsError("InvalidDBInstanceState", 400, why);
    }

    static AwsError noPlace(String why) {
        return new AwsError("InsufficientStorageClusterCapacity", 400, why);
    }

    static AwsError value(String why) {
        return new AwsError("InvalidParameterValue", 400, why);
    }

    static AwsError combination(String why) {
        return new AwsError("InvalidParameterCombination", 400, why);
    }
}
