package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.Region;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * Where a journal is kept.
 *
 * @param regions the table's replicas, the nearest first
 * @param endpoint who answers for all of them; empty is AWS itself
 */
public record JournalPlace(String table, List<Region> regions, Optional<URI> endpoint) {
    public JournalPlace {
        regions = List.copyOf(regions);
        if (regions.isEmpty() || regions.stream().distinct().count() != regions.size()) {
            throw new IllegalArgumentException("a journal needs a Region, and each only once: " + regions);
        }
    }
}
