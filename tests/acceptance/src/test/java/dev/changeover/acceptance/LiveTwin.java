package dev.changeover.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Fold;
import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.DatabaseView;
import dev.changeover.journal.dynamodb.DynamoJournal;
import dev.changeover.journal.dynamodb.JournalPlace;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.TwinClient;
import dev.changeover.view.Json;
import dev.changeover.view.Look;
import dev.changeover.view.StandingJson;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A twin in its own process, started by the command line, and the shell of who works with it. */
final class LiveTwin implements AutoCloseable {
    static final String EAST = "us-east-1";
    static final String WEST = "us-west-2";

    /** A twin is up in 4 s on two quiet cores with the servers unpacked. */
    private static final Duration UP_MAX = Duration.ofMinutes(3);

    /** How long replicas may take to follow again after what a test did to them. */
    private static final Duration SETTLE_MAX = Duration.ofSeconds(60);

    private static final ApplicationName SHOP = new ApplicationName("unicorn-shop");

    private final Shell shell;
    private final Ports ports;
    private Optional<DynamoJournal> journal = Optional.empty();
    private Optional<AwsWorld> world = Optional.empty();
    private long pid;

    private LiveTwin(Shell shell, int port) {
        this.shell = shell;
        this.ports = new Ports(port);
    }

    static LiveTwin up(int port) {
        return up(new Shell(Folders.home()), port);
    }

    static LiveTwin up(Shell shell, int port) {
        return risen(new LiveTwin(shell, port));
    }

    /** The world of the templates in a folder. */
    static LiveTwin from(Path templates, int port) {
        return risen(new LiveTwin(new Shell(Folders.home()), port), "--from", templates.toString());
    }

    private static LiveTwin risen(LiveTwin twin, String... more) {
        try {
            twin.rise(more);
            return twin;
        } catch (Throwable failed) {
            twin.close();
            throw failed;
        }
    }

    /** {@code changeover up}. */
    Finished rise(String... more) {
        String[] words = Stream.concat(Stream.of("up", "--port", port(), "--timing", "instant"), Stream.of(more))
                .toArray(String[]::new);
        Finished up = shell.start(words).finish(UP_MAX);
        assertThat(up.code()).as("%s", up).isZero();
        pid = new TwinClient(ports).state().orElseThrow().path("pid").asLong();
        return up;
    }

    Shell shell() {
        return shell;
    }

    Ports ports() {
        return ports;
    }

    String port() {
        return Integer.toString(ports.base());
    }

    Path plan() {
        return shell.home().resolve("plans").resolve("twin-" + ports.base() + ".plan.yaml");
    }

    /** What {@link #plan} says. */
    ApplicationPlan application() {
        return switch (PlanFile.read(plan())) {
            case PlanFile.Reading.Valid(var plan) -> plan;
            case PlanFile.Reading.Faulty(var faults) -> throw new AssertionError(faults.toString());
        };
    }

    /** The one that commands, functions and the API share. Asks the secondary first, since tests darken the primary. */
    synchronized DynamoJournal journal() {
        if (journal.isEmpty()) {
            ApplicationPlan plan = application();
            journal = Optional.of(new DynamoJournal(new JournalPlace(
                    plan.journal().orElseThrow().name(),
                    List.of(plan.secondary().region(), plan.primary().region()),
                    plan.twin())));
        }
        return journal.get();
    }

    ProcessHandle process() {
        return ProcessHandle.of(pid).orElseThrow();
    }

    /** A command, with this twin's plan. */
    Running start(String... words) {
        return shell.start(withPlan(words));
    }

    Finished run(String... words) {
        return shell.run(withPlan(words));
    }

    private String[] withPlan(String... words) {
        return Stream.concat(Stream.of("--plan", plan().toString()), Arrays.stream(words))
                .toArray(String[]::new);
    }

    /** {@code changeover outage}, with everything that {@code words} say, and without a process for it. */
    void outage(String... words) {
        done(shell.here(toTwin("outage", words)));
    }

    void outageByCommand(String... words) {
        done(shell.run(toTwin("outage", words)));
    }

    /** {@code changeover heal}. */
    void healByCommand() {
        done(shell.run(toTwin("heal")));
    }

    /** As the command does, without a process for it. */
    void heal() {
        new TwinClient(ports).heal(Optional.empty());
    }

    private String[] toTwin(String name, String... words) {
        return Stream.concat(Stream.of(name, "--port", port()), Arrays.stream(words))
                .toArray(String[]::new);
    }

    private static void done(Finished told) {
        assertThat(told.code()).as("%s", told).isZero();
    }

    /** {@code changeover show APP -o json}. */
    JsonNode show() {
        Finished shown = run("show", application().name().value(), "-o", "json");
        done(shown);
        return shown.json();
    }

    /** What {@code show} tells, without a process for it. */
    private JsonNode look() {
        ApplicationPlan plan = application();
        Optional<ChangeoverState> latest = journal().history(plan.name()).stream()
                .reduce((before, after) -> after)
                .map(id -> Fold.of(journal().read(id)));
        String seen = Json.text(StandingJson.of(plan, Look.now(world(), plan), latest));
        return JsonMapper.shared().readTree(seen);
    }

    /** The Region of the writer, once a replica follows it. Looked at as {@code show} does, without a process. */
    String settled() {
        ApplicationPlan plan = application();
        DatabaseView seen = await("a replica following the writer")
                .atMost(SETTLE_MAX)
                .until(() -> Look.database(world(), plan), LiveTwin::isProtected);
        return ((DatabaseView.WriterIn) seen).region().code();
    }

    private static boolean isProtected(DatabaseView seen) {
        return seen instanceof DatabaseView.WriterIn(var _, var ready, var _, var replica, var _)
                && ready
                && replica == DatabaseView.Replica.CONNECTED;
    }

    private synchronized AwsWorld world() {
        if (world.isEmpty()) {
            world = Optional.of(AwsWorld.open(application()));
        }
        return world.get();
    }

    /** Whether something listens on the port. */
    static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
            return false;
        } catch (IOException inUse) {
            return true;
        }
    }

    static String other(String region) {
        return region.equals(EAST) ? WEST : EAST;
    }

    /** Starts the move of the shop to a Region and does not wait. */
    Running startMove(String to, String... more) {
        return start(move(to, more));
    }

    Finished move(String to, Duration longest, String... more) {
        return start(move(to, more)).finish(longest);
    }

    private static String[] move(String to, String... more) {
        Stream<String> words = Stream.of(
                to.equals(WEST) ? "failover" : "failback",
                "unicorn-shop",
                "--to",
                to,
                "--confirm",
                "unicorn-shop " + to);
        return Stream.concat(words, Arrays.stream(more)).toArray(String[]::new);
    }

    /** The words of a move by another plan of this twin's shop. */
    static String[] move(Path plan, String to, String... more) {
        return Stream.concat(Stream.of("--plan", plan.toString()), Arrays.stream(move(to, more)))
                .toArray(String[]::new);
    }

    /** The id of the changeover that runs. */
    Optional<ChangeoverId> live() {
        return journal().live(SHOP);
    }

    List<ChangeoverId> history() {
        return journal().history(SHOP);
    }

    List<Event> events(ChangeoverId id) {
        return journal().read(id);
    }

    /** Writer, both secrets, and routing controls agree on one Region; a resolver and the shop do too. */
    void assertWhollyIn(String region) {
        assertWhollyIn(region, look());
    }

    /** The same by {@code show}. */
    void assertShownWhollyIn(String region) {
        assertWhollyIn(region, show());
    }

    private void assertWhollyIn(String region, JsonNode seen) {
        assertThat(seen.path("active").asString()).as("writer").isEqualTo(region);
        assertThat(seen.path("database").path("ready").asBoolean())
                .as("writer ready")
                .isTrue();
        for (JsonNode secret : seen.path("secrets")) {
            assertThat(secret.path("names").asString())
                    .as("secret in %s", secret.path("region").asString())
                    .startsWith("shop-" + region + ".");
        }
        assertThat(seen.path("routing").path("on").toString()).isEqualTo("[\"" + region + "\"]");
        assertThat(seen.path("traffic").path("answers").toString())
                .contains(application().site(new Region(region)).dnsAnswers().getFirst());
        assertThat(seen.path("traffic").path("healthy").asBoolean())
                .as("shop healthy")
                .isTrue();
        assertThat(seen.path("live").isNull()).as("nothing runs").isTrue();
    }

    /** Ends the twin, if need be with force, and every command that still runs. */
    @Override
    public void close() {
        shell.close();
        journal.ifPresent(DynamoJournal::close);
        world.ifPresent(AwsWorld::close);
        new TwinClient(ports).state().ifPresent(state -> pid = state.path("pid").asLong());
        if (pid == 0 || ProcessHandle.of(pid).isEmpty()) {
            return;
        }
        List<ProcessHandle> family =
                Stream.concat(process().descendants(), Stream.of(process())).toList();
        try (var last = new Shell(shell.home())) {
            last.here("down", "--port", port());
        } finally {
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
