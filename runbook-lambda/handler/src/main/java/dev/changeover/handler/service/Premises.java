package dev.changeover.handler.service;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.AwsWorld;
import dev.changeover.aws.PlanStore;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Timeouts;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.operations.AuditLog;
import dev.changeover.operations.Drills;
import dev.changeover.operations.House;
import dev.changeover.operations.MemoryTriggers;
import dev.changeover.operations.Operations;
import dev.changeover.operations.PreflightReadiness;
import dev.changeover.operations.RequestRates;
import dev.changeover.operations.Worlds;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Everything one Region's failover API stands on, with its connections. */
public final class Premises implements AutoCloseable {
    /** A night's acts of a team; they are in the function's log besides. */
    private static final int AUDIT_MOST = 1_000;

    private final Ground ground;
    private final AwsAccount account;
    private final DynamoJournal journal;
    private final PlanStore plans;
    private final Map<ApplicationPlan, AwsWorld> worlds = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * Where it stands.
     *
     * @param regions of the journal's table, the service's own first
     * @param names what functions and roles are called
     * @param twin who answers for AWS in a rehearsal; empty is AWS itself
     */
    public record Ground(
            List<Region> regions, String table, AutomationDrivers.Names names, Optional<URI> twin, String version) {
        public Ground {
            regions = List.copyOf(regions);
        }

        Region here() {
            return regions.getFirst();
        }

        JournalPlace place() {
            return new JournalPlace(table, regions, twin);
        }
    }

    private Premises(Ground ground, InstantSource clock) {
        this.ground = ground;
        this.clock = clock;
        this.account = AwsAccount.open(ground.twin(), Timeouts.defaults());
        this.journal = new DynamoJournal(ground.place());
        this.plans = new PlanStore(account, ground.here(), clock);
    }

    public static Premises open(Ground ground, InstantSource clock) {
        return new Premises(ground, clock);
    }

    /** The house on these premises. {@code background} is where looking anew goes on after an answer has left. */
    public House house(House.Boards boards, Executor background) {
        return new House(
                new House.Here(ground.here(), ground.version()),
                new StoredPlans(plans),
                worlds(),
                journal,
                new AutomationDrivers(account, ground.names()),
                boards,
                clock,
                background);
    }

    /** The stand-ins of a service that keeps nothing besides the journal. */
    public House.Boards boards() {
        return new House.Boards(
                Drills.none(),
                new PreflightReadiness(worlds(), clock),
                new MemoryTriggers(clock),
                AuditLog.inMemory(AUDIT_MOST),
                RequestRates.uncounted());
    }

    /** What opens changeovers and finds them drivers, for a function: what is put off until an answer left runs at once. */
    public Operations operations() {
        return new Operations(house(boards(), Runnable::run));
    }

    /** The plans of the applications that this Region knows. */
    public PlanStore plans() {
        return plans;
    }

    public Journal journal() {
        return journal;
    }

    /** The same world as {@link #worlds} gives, with what AWS tells besides. */
    public AwsWorld aws(ApplicationPlan plan) {
        return world(plan);
    }

    /** Worlds whose connections are kept. A plan that is published anew gets a world of its own. */
    public Worlds worlds() {
        return this::world;
    }

    private AwsWorld world(ApplicationPlan plan) {
        return worlds.computeIfAbsent(plan, AwsWorld::open);
    }

    @Override
    public void close() {
        worlds.values().forEach(AwsWorld::close);
        journal.close();
        account.close();
    }
}
