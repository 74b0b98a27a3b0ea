package dev.changeover.operations;

import dev.changeover.core.model.Actor;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.port.PortFailure;
import dev.changeover.drive.Drivers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The drills there were, and starting one. */
public interface Drills {
    /** Newest first. */
    List<Drill> of(ApplicationName application);

    Optional<Drill> named(String id);

    /** The drill a changeover is part of. */
    Optional<String> around(ChangeoverId changeover);

    /** Asked twice with the same id, it is the same drill. */
    Beginning begin(ApplicationPlan plan, Ask ask);

    /** Ends a drill that nobody shall go on with, where it is. The changeovers it made are left as they are. */
    Abandoning abandon(String id, Actor by);

    /** Has somebody drive the application's drill if whoever drove it has died; empty if nothing was to be done. */
    Optional<Drivers.Hiring> tend(ApplicationName application);

    /** The finished report; empty while there is none. */
    Optional<String> report(String id, Format format);

    /** What is asked for. */
    record Ask(String id, Actor by, Duration soak) {}

    /** How a report is written. */
    enum Format {
        HTML,
        JSON,
        JUNIT
    }

    /** How beginning went. */
    sealed interface Beginning {
        record Begun(Drill drill) implements Beginning {}

        /** A drill of that id was asked for otherwise. */
        record KeyReused(Drill drill) implements Beginning {}

        record AlreadyRunning(ChangeoverId changeover) implements Beginning {}

        record Refused(List<Reason> reasons) implements Beginning {}

        record Unavailable(PortFailure why) implements Beginning {}

        /** This service runs no drills. */
        record NotHere(String whatToDo) implements Beginning {}
    }

    /** How giving one up went. */
    sealed interface Abandoning {
        record Abandoned(Drill drill) implements Abandoning {}

        record OverAlready(Drill drill) implements Abandoning {}

        record NoSuchDrill() implements Abandoning {}

        record Unavailable(PortFailure why) implements Abandoning {}
    }

    /** Where no drills are run. */
    static Drills none() {
        return new Drills() {
            @Override
            public List<Drill> of(ApplicationName application) {
                return List.of();
            }

            @Override
            public Optional<Drill> named(String id) {
                return Optional.empty();
            }

            @Override
            public Optional<String> around(ChangeoverId changeover) {
                return Optional.empty();
            }

            @Override
            public Beginning begin(ApplicationPlan plan, Ask ask) {
                return new Beginning.NotHere("run: changeover drill " + plan.name());
            }

            @Override
            public Abandoning abandon(String id, Actor by) {
                return new Abandoning.NoSuchDrill();
            }

            @Override
            public Optional<Drivers.Hiring> tend(ApplicationName application) {
                return Optional.empty();
            }

            @Override
            public Optional<String> report(String id, Format format) {
                return Optional.empty();
            }
        };
    }
}
