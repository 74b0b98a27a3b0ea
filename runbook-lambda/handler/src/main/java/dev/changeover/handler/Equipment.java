package dev.changeover.handler;

import dev.changeover.core.journal.Journal;
import dev.changeover.drive.Time;
import dev.changeover.drive.WallTime;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.DynamoNoticeMarks;
import java.util.function.Consumer;

/**
 * What the functions that drive work with. Made once for each sandbox, so that connections outlive an event.
 *
 * @param log takes one line at a time
 */
record Equipment(
        Settings settings, Journal journal, Worlds worlds, Announcers announcers, Time time, Consumer<String> log) {
    /** As the environment says. */
    static Equipment here() {
        return Sandbox.EQUIPMENT;
    }

    private static Equipment open(Settings settings) {
        var journal = new DynamoJournal(settings.journal());
        var worlds = new OpenWorlds();
        Announcers announcers = settings.notices()
                .<Announcers>map(channel ->
                        new OpenAnnouncers(channel, journal, new DynamoNoticeMarks(settings.journal()), worlds::of))
                .orElse(Announcers.none());
        return new Equipment(settings, journal, worlds, announcers, new WallTime(), System.out::println);
    }

    /** Opened when the first function of the sandbox is made. */
    private static final class Sandbox {
        static final Equipment EQUIPMENT = open(Settings.of(System.getenv()));
    }
}
