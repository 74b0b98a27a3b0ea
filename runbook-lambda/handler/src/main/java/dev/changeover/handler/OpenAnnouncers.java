package dev.changeover.handler;

import dev.changeover.aws.AwsWorld;
import dev.changeover.aws.NoticeChannel;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.notice.Announcer;
import dev.changeover.core.notice.NoticeMarks;
import java.util.Optional;
import java.util.function.Function;

/** Announcers to a bus and a topic of this Region, with the marks in the journal's table. */
record OpenAnnouncers(
        NoticeChannel channel, Journal journal, NoticeMarks marks, Function<ApplicationPlan, AwsWorld> worlds)
        implements Announcers {
    @Override
    public Optional<Announcer> of(ApplicationPlan plan) {
        return Optional.of(new Announcer(journal, marks, worlds.apply(plan).notices(channel)));
    }
}
