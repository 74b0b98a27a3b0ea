package dev.changeover.handler;

import dev.changeover.aws.AutomationDrivers;
import dev.changeover.aws.NoticeChannel;
import dev.changeover.core.model.Region;
import dev.changeover.handler.service.Premises;
import dev.changeover.http.auth.Provider;
import dev.changeover.journal.dynamodb.JournalPlace;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a function is told by its environment variables.
 *
 * @param region where it runs
 * @param regions the Regions of the journal's table, this one first
 * @param table the journal's table
 * @param names what functions and roles are called
 * @param twin who answers for AWS in a rehearsal; empty is AWS itself
 * @param notices where facts are told; empty is nowhere
 * @param functions which functions have to be the same in both Regions
 * @param door whom the failover API lets in
 */
record Settings(
        Region region,
        List<Region> regions,
        String table,
        AutomationDrivers.Names names,
        Optional<URI> twin,
        Optional<NoticeChannel> notices,
        List<String> functions,
        Door door) {
    /** The failover API's own: whose tokens are believed, and the pages of which other origins may call. */
    record Door(List<Provider> issuers, Set<String> origins) {
        static final Door NONE = new Door(List.of(), Set.of());

        Door {
            issuers = List.copyOf(issuers);
            origins = Set.copyOf(origins);
        }
    }

    static final String OURS = "CHANGEOVER_";
    static final String TABLE = "CHANGEOVER_JOURNAL_TABLE";
    static final String REGIONS = "CHANGEOVER_REGIONS";
    static final String STEP = "CHANGEOVER_STEP_FUNCTION";
    static final String RUNNER = "CHANGEOVER_RUNNER_FUNCTION";
    static final String ROLE = "CHANGEOVER_AUTOMATION_ROLE";
    static final String APPROVERS = "CHANGEOVER_APPROVERS";
    static final String TWIN = "CHANGEOVER_TWIN";
    static final String BUS = "CHANGEOVER_BUS";
    static final String TOPIC = "CHANGEOVER_TOPIC";
    static final String FUNCTIONS = "CHANGEOVER_FUNCTIONS";
    static final String ISSUERS = "CHANGEOVER_ISSUERS";
    static final String ORIGINS = "CHANGEOVER_ORIGINS";
    static final String TABLE_DEFAULT = "changeover-journal";

    /** Of each of the Regions; the journal's third is a witness and answers nobody. */
    private static final String HERE = "AWS_REGION";

    /** Lambda sets it; a version's number, or $LATEST. */
    private static final String VERSION = "AWS_LAMBDA_FUNCTION_VERSION";

    private static final Set<String> KNOWN =
            Set.of(TABLE, REGIONS, STEP, RUNNER, ROLE, APPROVERS, TWIN, BUS, TOPIC, FUNCTIONS, ISSUERS, ORIGINS);

    Settings {
        regions = List.copyOf(regions);
        if (!regions.getFirst().equals(region)) {
            throw new IllegalArgumentException("the nearest Region is " + region + ", not " + regions.getFirst());
        }
    }

    /** @throws IllegalArgumentException with a sentence that names the variable */
    static Settings of(Map<String, String> environment) {
        requireKnown(environment);
        Region here = region(
                HERE,
                text(environment, HERE)
                        .orElseThrow(() -> new IllegalArgumentException(HERE + " is not set; Lambda sets it")));
        AutomationDrivers.Names names = names(environment);
        List<String> functions = list(environment, FUNCTIONS);
        return new Settings(
                here,
                nearestFirst(here, list(environment, REGIONS)),
                text(environment, TABLE).orElse(TABLE_DEFAULT),
                names,
                text(environment, TWIN).map(URI::create),
                notices(here, environment),
                functions.isEmpty() ? Premises.Ground.functions(names) : functions,
                new Door(
                        text(environment, ISSUERS).map(Issuers::read).orElse(List.of()),
                        Set.copyOf(list(environment, ORIGINS))));
    }

    private static AutomationDrivers.Names names(Map<String, String> environment) {
        var defaults = AutomationDrivers.Names.defaults();
        return new AutomationDrivers.Names(
                text(environment, STEP).orElse(defaults.step()),
                text(environment, RUNNER).orElse(defaults.runner()),
                text(environment, ROLE),
                list(environment, APPROVERS));
    }

    private static Optional<NoticeChannel> notices(Region here, Map<String, String> environment) {
        Optional<String> bus = text(environment, BUS);
        Optional<String> topic = text(environment, TOPIC);
        if (bus.isEmpty() && topic.isPresent()) {
            throw new IllegalArgumentException(TOPIC + " is set and " + BUS + " is not; name the bus too");
        }
        return bus.map(name -> new NoticeChannel(here, name, topic));
    }

    private static void requireKnown(Map<String, String> environment) {
        var strangers = new TreeSet<>(environment.keySet());
        strangers.removeIf(key -> !key.startsWith(OURS) || KNOWN.contains(key));
        if (!strangers.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown environment variables " + strangers + "; known are " + new TreeSet<>(KNOWN));
        }
    }

    private static List<Region> nearestFirst(Region here, List<String> codes) {
        if (codes.isEmpty()) {
            throw new IllegalArgumentException(
                    REGIONS + " is not set; name the Regions of the journal's table, such as us-east-1,us-west-2");
        }
        List<Region> regions = new ArrayList<>(
                codes.stream().map(code -> region(REGIONS, code)).toList());
        if (!regions.contains(here)) {
            throw new IllegalArgumentException(REGIONS + " is " + codes + " and lacks " + here + ", where we are");
        }
        regions.sort(Comparator.comparing(region -> !region.equals(here)));
        return regions;
    }

    private static Region region(String key, String code) {
        try {
            return new Region(code);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(key + ": " + wrong.getMessage(), wrong);
        }
    }

    private static Optional<String> text(Map<String, String> environment, String key) {
        return Optional.ofNullable(environment.get(key)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static List<String> list(Map<String, String> environment, String key) {
        return text(environment, key).stream()
                .flatMap(text -> Arrays.stream(text.split(",", -1)))
                .map(String::strip)
                .filter(part -> !part.isEmpty())
                .toList();
    }

    /** What one Region's service stands on. */
    Premises premises(InstantSource clock) {
        String version = Optional.ofNullable(System.getenv(VERSION)).orElse("");
        return Premises.open(new Premises.Ground(regions, table, names, functions, twin, version), clock);
    }

    JournalPlace journal() {
        return new JournalPlace(table, regions, twin);
    }
}
