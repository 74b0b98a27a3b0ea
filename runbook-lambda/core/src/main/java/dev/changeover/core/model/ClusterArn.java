package dev.changeover.core.model;

/** The ARN of a DB cluster, a member of a global database. */
public record ClusterArn(String value) {
    public ClusterArn {
        Arn.of(value, "rds", "cluster:");
    }

    public Region region() {
        return new Region(Arn.parse(value).region());
    }

    /** The DB cluster identifier, the last part of the ARN. */
    public String identifier() {
        return Arn.parse(value).resource().substring("cluster:".length());
    }

    @Override
    public String toString() {
        return value;
    }
}
