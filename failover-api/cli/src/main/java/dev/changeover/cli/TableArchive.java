package dev.changeover.cli;

import dev.changeover.core.drill.DrillJournal;
import dev.changeover.core.journal.Journal;
import dev.changeover.journal.dynamodb.DynamoBoard;
import dev.changeover.journal.dynamodb.DynamoDrills;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import java.util.function.Supplier;

/** A table that an application's operators, functions and API share. A command needs one part of it or two. */
final class TableArchive implements Archive {
    private final Supplier<DynamoJournal> changeovers;
    private final Supplier<DynamoDrills> drills;
    private final Supplier<Board> readiness;

    TableArchive(JournalPlace place) {
        this.changeovers = once(() -> new DynamoJournal(place));
        this.drills = once(() -> new DynamoDrills(place));
        this.readiness = once(() -> Board.of(new DynamoBoard(place)));
    }

    @Override
    public Journal changeovers() {
        return changeovers.get();
    }

    @Override
    public DrillJournal drills() {
        return drills.get();
    }

    @Override
    public Board readiness() {
        return readiness.get();
    }

    private static <T> Supplier<T> once(Supplier<T> make) {
        return new Supplier<>() {
            private T made;

            @Override
            public synchronized T get() {
                if (made == null) {
                    made = make.get();
                }
                return made;
            }
        };
    }
}
