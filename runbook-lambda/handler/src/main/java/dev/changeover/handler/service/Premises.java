package dev.changeover.handler.service;

import dev.changeover.aws.AutomationDrills;
import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.AwsAccount;
import dev.changeover.aws.AwsWorld;
import dev.changeover.aws.PlanStore;
import dev.changeover.core.guard.GuardStore;
import dev.changeover.core.journal.Journal;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.model.Timeouts;
import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.Artefact;
import dev.changeover.core.ready.ReadinessBoard;
import dev.changeover.core.ready.ReadinessRun;
import dev.changeover.core.ready.ReadinessSettings;
import dev.changeover.documents.Documents;
import dev.changeover.journal.dynamodb.DynamoAudit;
import dev.changeover.journal.dynamodb.DynamoBoard;
import dev.changeover.journal.dynamodb.DynamoDrills;
import dev.changeover.journal.dynamodb.DynamoGuardStore;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.operations.House;
import dev.changeover.operations.Operations;
import dev.changeover.operations.RequestRates;
import dev.changeover.operations.Worlds;
import dev.changeover.operations.boards.GuardedTriggers;
import dev.changeover.operations.boards.KeptAudit;
import dev.changeover.operations.boards.KeptDrills;
import dev.changeover.operations.boards.KeptReadiness;
import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Everything one Region's failover API stands on, with its connections. */
public final class Premises implements AutoCloseable {
    private final Ground ground;
    private final AwsAccount account;
    private final DynamoJournal journal;
    private final Tables tables;
    private final PlanStore plans;
    private final Map<ApplicationPlan, AwsWorld> worlds = new ConcurrentHashMap<>();
    private final InstantSource clock;

    /**
     * Where it stands.
     *
     * @param regions of the journal's table, the service's own first
     * @param names what functions and roles are called
     * @param functions which have to be the same in both Regions
     * @param twin who answers for AWS in a rehearsal; empty is AWS itself
     */
    public record Ground(
            List<Region> regions,
            String table,
            AutomationDrivers.Names names,
            List<String> functions,
            Optional<URI> twin,
            String version) {
        public Ground {
            regions = List.copyOf(regions);
            functions = List.copyOf(functions);
        }

        /** The functions of a deployment that calls the others as it is called by default. */
        public static List<String> functions(AutomationDrivers.Names names) {
            return List.of(names.step(), names.runner(), "changeover-alarm", "changeover-readiness", "changeover-api");
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
        this.tables = Tables.in(ground.place());
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

    /**
     * Boards that both Regions share, in the journal's table.
     *
     * @param lost is told of each act that the audit could not keep
     */
    public House.Boards boards(RequestRates rates, Consumer<PortFailure> lost) {
        Region here = ground.here();
        var drills = new KeptDrills.Room(
                tables.drills(), journal, tables.guards(), new AutomationDrills(account, ground.names()), here, clock);
        return new House.Boards(
                new KeptDrills(drills),
                new KeptReadiness(tables.board(), this::readiness, here, clock),
                new GuardedTriggers(tables.guards(), journal, clock),
                new KeptAudit(tables.audit(), clock, lost),
                rates);
    }

    /** The same with requests as the plans' own metrics count them. */
    public House.Boards boards() {
        return boards(new CountedRequests(this::world), Premises::lost);
    }

    /** One look at everything that a changeover of this application stands on, documents and functions among them. */
    public ReadinessRun readiness(ApplicationPlan plan) {
        AwsWorld world = world(plan);
        Stream<Artefact> documents = Documents.all().stream()
                .map(document -> new Artefact(Artefact.Kind.DOCUMENT, document.name(), Optional.empty()));
        Stream<Artefact> functions =
                ground.functions().stream().map(name -> new Artefact(Artefact.Kind.FUNCTION, name, Optional.empty()));
        var settings = new ReadinessSettings(
                Stream.concat(documents, functions).toList(), ReadinessSettings.UNDRIVEN_AFTER_DEFAULT);
        return new ReadinessRun(world, world.readiness(), journal, tables.board(), settings);
    }

    /** What opens changeovers and finds them drivers, for a function: nothing is put off until an answer has left. */
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

    /** Switches, claims and refusals. */
    public GuardStore guards() {
        return tables.guards();
    }

    public ReadinessBoard board() {
        return tables.board();
    }

    private static void lost(PortFailure why) {
        System.err.println("An act is missing from the audit: " + why);
    }

    /** What is kept in the table beside the journal. */
    private record Tables(DynamoGuardStore guards, DynamoBoard board, DynamoDrills drills, DynamoAudit audit)
            implements AutoCloseable {
        static Tables in(JournalPlace place) {
            return new Tables(
                    new DynamoGuardStore(place),
                    new DynamoBoard(place),
                    new DynamoDrills(place),
                    new DynamoAudit(place));
        }

        @Override
        public void close() {
            guards.close();
            board.close();
            drills.close();
            audit.close();
        }
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
        tables.close();
        journal.close();
        account.close();
    }
}
