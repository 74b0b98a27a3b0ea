package dev.changeover.simulation;

import dev.changeover.core.journal.Verb;
import dev.changeover.core.model.Actor;
import dev.changeover.core.model.Mode;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.SecretLayout;
import dev.changeover.twin.model.Fault;
import dev.changeover.twin.model.Faults;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * All that happens in one life, drawn from its seed.
 *
 * @param begin where the application is active at first
 * @param homeward whether the application is moved back at the end, too
 */
record Scenario(long seed, Estate.Terms terms, Region begin, Mode mode, boolean homeward, List<Planned> happenings) {
    /** How long things go wrong. */
    static final Duration FAULT_PHASE = Duration.ofSeconds(90);

    private static final int TROUBLES_MAX = 10;
    private static final int TROUBLE_LASTS_MS_MAX = 40_000;
    private static final int LINK_DELAY_MS_MAX = 3_000;
    private static final int APPENDS_MAX = 40;
    private static final int PATIENCE_MS_MAX = 60_000;
    private static final int CALLS_MAX = 5;
    private static final int ENDPOINTS = 5;
    private static final List<String> SERVICES = List.of("rds", "secretsmanager", "monitoring", Faults.ARC);

    private static final List<String> WRITES = List.of(
            "SwitchoverGlobalCluster",
            "FailoverGlobalCluster",
            "PutSecretValue",
            "UpdateSecretVersionStage",
            "UpdateRoutingControlStates");

    record Planned(Duration at, Happening what) {}

    /** Something that happens to a changeover. */
    sealed interface Happening {
        record Dark(Region region, Duration lasts) implements Happening {}

        record Broken(Faults.Scope scope, Fault fault, Duration lasts) implements Happening {}

        record NextCalls(int calls, Faults.Scope scope, Fault fault) implements Happening {}

        record EndpointsDown(int first, int count, Duration lasts) implements Happening {}

        record Delay(Duration link, Duration lasts) implements Happening {}

        record JournalOff(WeatheredJournal.Weather weather, Duration lasts) implements Happening {}

        record HeldBack(int writes) implements Happening {}

        /** Somebody else moves the database. */
        record Rival(Region to, Mode mode) implements Happening {}

        record Says(Verb verb) implements Happening {}

        record Driver(Duration patience, Optional<CutJournal.Cut> cut) implements Happening {}
    }

    static Scenario drawn(long seed) {
        return new Draw(seed).scenario();
    }

    /** One draw. */
    private static final class Draw {
        private final long seed;
        private final Random random;
        private final List<Planned> plan = new ArrayList<>();

        Draw(long seed) {
            this.seed = seed;
            this.random = new Random(seed);
        }

        Scenario scenario() {
            var terms = new Estate.Terms(layout(), random.nextInt(10) == 0, random.nextBoolean());
            Region begin = region();
            Mode mode = random.nextInt(3) == 0 ? Mode.UNGRACEFUL : Mode.GRACEFUL;
            if (mode == Mode.UNGRACEFUL && random.nextBoolean()) {
                plan.add(new Planned(Duration.ZERO, new Happening.Dark(begin, lasting())));
            }
            plan.add(new Planned(Duration.ZERO, driver()));
            some(TROUBLES_MAX, this::trouble);
            some(3, this::driver);
            some(4, () -> new Happening.Says(verb()));
            if (random.nextInt(10) == 0) {
                plan.add(new Planned(when(), new Happening.Rival(region(), mode())));
            }
            return new Scenario(seed, terms, begin, mode, random.nextInt(3) == 0, List.copyOf(plan));
        }

        private void some(int most, Supplier<Happening> draw) {
            int count = random.nextInt(most + 1);
            for (int i = 0; i < count; i++) {
                plan.add(new Planned(when(), draw.get()));
            }
        }

        private SecretLayout layout() {
            return switch (random.nextInt(4)) {
                case 0 -> new SecretLayout.Replicated(Simulation.EAST, true);
                case 1 -> new SecretLayout.Replicated(Simulation.EAST, false);
                default -> Estate.INDEPENDENT;
            };
        }

        private Happening driver() {
            Optional<CutJournal.Cut> cut = random.nextBoolean()
                    ? Optional.of(new CutJournal.Cut(1 + random.nextInt(APPENDS_MAX), random.nextBoolean()))
                    : Optional.empty();
            return new Happening.Driver(Duration.ofMillis(1 + random.nextInt(PATIENCE_MS_MAX)), cut);
        }

        private Happening trouble() {
            return switch (random.nextInt(11)) {
                case 0, 1 -> new Happening.Dark(region(), lasting());
                case 2, 3 -> new Happening.Broken(scope(), fault(), lasting());
                case 4, 5 -> new Happening.NextCalls(1 + random.nextInt(CALLS_MAX), scope(), fault());
                case 6 ->
                    new Happening.EndpointsDown(random.nextInt(ENDPOINTS), 1 + random.nextInt(ENDPOINTS), lasting());
                case 7 -> new Happening.Delay(Duration.ofMillis(random.nextInt(LINK_DELAY_MS_MAX)), lasting());
                case 8 ->
                    new Happening.JournalOff(
                            random.nextBoolean() ? WeatheredJournal.Weather.DOWN : WeatheredJournal.Weather.MUTE,
                            lasting().dividedBy(3));
                default -> new Happening.HeldBack(1 + random.nextInt(3));
            };
        }

        private Verb verb() {
            var ana = new Actor("ana", "a drill");
            return switch (random.nextInt(20)) {
                case 0 -> new Verb.Cancel(ana);
                case 1 -> new Verb.Skip(ana);
                case 2, 3, 4 -> new Verb.Pause(ana);
                case 5, 6, 7 -> new Verb.Resume(ana);
                case 8, 9, 10 -> new Verb.Escalate(ana, Optional.of(Duration.ofMinutes(10)));
                case 11, 12 -> new Verb.Acknowledge(ana, Set.of("REPLICA_NOT_ATTACHED", "DATABASE_UNREADABLE"));
                case 13, 14 -> new Verb.Approve(ana);
                default -> new Verb.Retry(ana);
            };
        }

        private Faults.Scope scope() {
            Faults.Scope scope = Faults.Scope.ALL;
            if (random.nextBoolean()) {
                scope = scope.service(SERVICES.get(random.nextInt(SERVICES.size())));
            } else if (random.nextBoolean()) {
                scope = scope.action(WRITES.get(random.nextInt(WRITES.size())));
            }
            return random.nextBoolean() ? scope.in(region()) : scope;
        }

        private Fault fault() {
            return switch (random.nextInt(5)) {
                case 0 -> new Fault.Broken();
                case 1 -> new Fault.Throttle();
                case 2 -> new Fault.Silent();
                case 3 -> new Fault.LoseReply();
                default -> new Fault.LoseRequest();
            };
        }

        /** Most changeovers are over within seconds, so most things happen early. */
        private Duration when() {
            long share = List.of(90, 60, 30, 9, 1).get(random.nextInt(5));
            return Duration.ofMillis(random.nextLong(FAULT_PHASE.toMillis() / share));
        }

        private Duration lasting() {
            return Duration.ofMillis(1 + random.nextInt(TROUBLE_LASTS_MS_MAX));
        }

        private Region region() {
            return random.nextBoolean() ? Simulation.EAST : Simulation.WEST;
        }

        private Mode mode() {
            return random.nextBoolean() ? Mode.GRACEFUL : Mode.UNGRACEFUL;
        }
    }
}
