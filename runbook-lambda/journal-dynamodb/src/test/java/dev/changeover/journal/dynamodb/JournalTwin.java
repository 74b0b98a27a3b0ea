package dev.changeover.journal.dynamodb;

import dev.changeover.core.model.Region;
import dev.changeover.twin.dynamodb.KeySchema;
import dev.changeover.twin.dynamodb.Replication;
import dev.changeover.twin.dynamodb.Tables;
import dev.changeover.twin.dynamodb.TablesService;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import dev.changeover.twin.wire.Gateway;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** A strongly consistent global table behind a real gateway. */
final class JournalTwin implements AutoCloseable {
    static final Region EAST = Regions.US_EAST_1;
    static final Region WEST = Regions.US_WEST_2;
    private static final String TABLE = "changeover-journal";
    private static final Replication.Strong REPLICATION = new Replication.Strong(EAST, WEST, new Region("us-east-2"));

    final Timeline timeline = Timeline.real();
    final Regions regions = new Regions(timeline);
    final Faults faults = new Faults(regions);
    private final Tables tables = new Tables(timeline, regions::dark);
    private final Gateway gateway = Gateway.open(0, faults, List.of(TablesService.over(tables)));

    JournalTwin() {
        tables.createStrong(TABLE, KeySchema.texts("pk", "sk"), REPLICATION);
    }

    DynamoJournal journal(Region... nearestFirst) {
        return new DynamoJournal(place(nearestFirst));
    }

    DynamoGuardStore guards(Region... nearestFirst) {
        return new DynamoGuardStore(place(nearestFirst));
    }

    DynamoNoticeMarks marks(Region... nearestFirst) {
        return new DynamoNoticeMarks(place(nearestFirst));
    }

    JournalPlace place(Region... nearestFirst) {
        var endpoint = URI.create("http://127.0.0.1:" + gateway.port());
        return new JournalPlace(TABLE, List.of(nearestFirst), Optional.of(endpoint));
    }

    /** The next call of this kind to this Region goes wrong. */
    void next(Region region, String action, Fault fault) {
        faults.planNext(1, Faults.Scope.ALL.in(region).service("dynamodb").action(action), fault);
    }

    @Override
    public void close() {
        gateway.close();
        timeline.close();
    }
}
