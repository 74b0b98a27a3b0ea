package dev.changeover.benchmarks;

import dev.changeover.cli.service.FunctionPackage;
import dev.changeover.cli.service.TwinService;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.JournalTable;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.twin.account.ServiceEstate;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.world.Twin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The failover service of a benchmark's twin, deployed as {@code changeover up} does. */
final class Service implements AutoCloseable {
    private final TwinService service;
    private final ApplicationPlan plan;

    private Service(TwinService service, ApplicationPlan plan) {
        this.service = service;
        this.plan = plan;
    }

    /** {@code cache} is where the functions' package is unpacked, as the databases' servers are. */
    static Service deploy(Place place, String cache, Twin twin) {
        ApplicationPlan plan = twin.application()
                .orElseThrow()
                .plan()
                .journaledIn(new JournalTable(ServiceEstate.TABLE))
                .triggeredBy(new ServiceEstate(twin.account()).makeAlarms());
        return new Service(TwinService.open(twin.account(), plan, code(place.folder(cache))), plan);
    }

    private static Code code(Path cache) {
        try {
            return FunctionPackage.chosen(cache);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    ApplicationPlan plan() {
        return plan;
    }

    /** The table, asked in the order in which commands ask it. */
    DynamoJournal journal() {
        return new DynamoJournal(new JournalPlace(
                ServiceEstate.TABLE,
                List.of(plan.secondary().region(), plan.primary().region()),
                plan.twin()));
    }

    @Override
    public void close() {
        service.close();
    }
}
