package dev.changeover.twin.dynamodb;

import dev.changeover.core.model.Region;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where a table is. */
public sealed interface Replication {
    /** The Regions that read and write it. */
    List<Region> replicas();

    /** A table of one Region. */
    record Single(Region region) implements Replication {
        @Override
        public List<Region> replicas() {
            return List.of(region);
        }
    }

    /**
     * A global table of multi-Region eventual consistency: each replica keeps a write before it is acknowledged, and
     * the others have it a while later. The last write of an item wins everywhere.
     */
    record Eventual(List<Region> replicas) implements Replication {
        public Eventual {
            if (replicas.size() < 2 || Set.copyOf(replicas).size() != replicas.size()) {
                throw TableErrors.invalid("A global table needs replicas in different Regions, not in "
                        + String.join(", ", replicas.stream().map(Region::code).toList()) + ".");
            }
            replicas = List.copyOf(replicas);
        }

        Eventual with(Region more) {
            return new Eventual(
                    Stream.concat(replicas.stream(), Stream.of(more)).toList());
        }

        /** What is left when one replica is deleted. */
        Replication without(Region gone) {
            List<Region> rest =
                    replicas.stream().filter(region -> !region.equals(gone)).toList();
            return rest.size() == 1 ? new Single(rest.getFirst()) : new Eventual(rest);
        }
    }

    /**
     * A global table of multi-Region strong consistency: two replicas, and a witness that keeps writes and answers
     * nobody. A write is kept by two of the three before it is acknowledged, so all see it at once.
     */
    record Strong(Region one, Region other, Region witness) implements Replication {
        private static final int QUORUM = 2;

        /**
         * Region sets a table may not leave. Source: botocore's dynamodb 2012-08-10 model, the witness's RegionName.
         */
        private static final List<Set<String>> SETS = List.of(
                Set.of("us-east-1", "us-east-2", "us-west-2"),
                Set.of("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
                Set.of("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"));

        public Strong {
            var codes = Stream.of(one, other, witness).map(Region::code).toList();
            if (Set.copyOf(codes).size() != codes.size() || SETS.stream().noneMatch(set -> set.containsAll(codes))) {
                throw TableErrors.invalid("A global table of multi-Region strong consistency needs three Regions of one"
                        + " Region set, not " + String.join(", ", codes) + ".");
            }
        }

        @Override
        public List<Region> replicas() {
            return List.of(one, other);
        }

        boolean agrees(Predicate<Region> dark) {
            return Stream.of(one, other, witness).filter(dark.negate()).count() >= QUORUM;
        }
    }
}
