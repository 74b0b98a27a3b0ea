package dev.changeover.twin.model;

import java.util.List;
import java.util.Optional;

/** A global cluster as {@code DescribeGlobalClusters} shows it. */
public record GlobalCluster(
        String id,
        String resourceId,
        String status,
        String engineVersion,
        Optional<String> databaseName,
        boolean deletionProtection,
        List<Member> members,
        Optional<Move> move) {
    /** What a move is doing, in the words of {@code FailoverState.Status}. */
    public enum Phase {
        PENDING("pending"),
        SWITCHING_OVER("switching-over"),
        FAILING_OVER("failing-over");

        private final String word;

        Phase(String word) {
            this.word = word;
        }

        @Override
        public String toString() {
            return word;
        }
    }

    /** The move under way, AWS's {@code FailoverState}. */
    public record Move(Phase phase, ClusterArn from, ClusterArn to, boolean dataLossAllowed) {}

    /** {@code connected} is false while AWS says {@code pending-resync}. */
    public record Member(ClusterArn cluster, boolean writer, boolean connected) {}

    public String arn() {
        return Account.arn("rds", "global-cluster:" + id);
    }

    /** Always names the writer. */
    public String endpoint() {
        return id + ".global-twin.global.rds.twin.test";
    }

    public Optional<Member> writer() {
        return members.stream().filter(Member::writer).findFirst();
    }
}
