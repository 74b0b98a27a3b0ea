package dev.changeover.handler;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.notice.Announcer;
import java.util.Optional;

/** Who tells what a changeover's journal holds; empty where nobody is to be told. */
interface Announcers {
    Optional<Announcer> of(ApplicationPlan plan);

    static Announcers none() {
        return _ -> Optional.empty();
    }
}
