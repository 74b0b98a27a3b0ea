package dev.changeover.infra;

import static dev.changeover.infra.Permission.CHANGE_ITEM;
import static dev.changeover.infra.Permission.CLOSE_SECRET;
import static dev.changeover.infra.Permission.CLOSE_TOPIC;
import static dev.changeover.infra.Permission.FAIL_OVER;
import static dev.changeover.infra.Permission.FLIP_CONTROLS;
import static dev.changeover.infra.Permission.INVOKE_ALARM;
import static dev.changeover.infra.Permission.INVOKE_RUNNER;
import static dev.changeover.infra.Permission.INVOKE_STEP;
import static dev.changeover.infra.Permission.LIST_CONTROLS;
import static dev.changeover.infra.Permission.LIST_RULES;
import static dev.changeover.infra.Permission.MOVE_SECRET;
import static dev.changeover.infra.Permission.OPEN_LOG;
import static dev.changeover.infra.Permission.OPEN_SECRET;
import static dev.changeover.infra.Permission.OPEN_TOPIC;
import static dev.changeover.infra.Permission.PASS_ROLE;
import static dev.changeover.infra.Permission.PROMOTE_SECRET;
import static dev.changeover.infra.Permission.QUERY_ITEMS;
import static dev.changeover.infra.Permission.READ_ITEM;
import static dev.changeover.infra.Permission.READ_METRICS;
import static dev.changeover.infra.Permission.READ_PLANS;
import static dev.changeover.infra.Permission.READ_SECRET;
import static dev.changeover.infra.Permission.SEE_ALARMS;
import static dev.changeover.infra.Permission.SEE_CLUSTERS;
import static dev.changeover.infra.Permission.SEE_CONTROL;
import static dev.changeover.infra.Permission.SEE_DATABASE_PARAMETERS;
import static dev.changeover.infra.Permission.SEE_DOCUMENT;
import static dev.changeover.infra.Permission.SEE_FUNCTION;
import static dev.changeover.infra.Permission.SEE_GLOBAL_DATABASE;
import static dev.changeover.infra.Permission.SEE_INSTANCES;
import static dev.changeover.infra.Permission.SEE_SECRET;
import static dev.changeover.infra.Permission.STAGE_SECRET;
import static dev.changeover.infra.Permission.START_AUTOMATION;
import static dev.changeover.infra.Permission.SWITCH_OVER;
import static dev.changeover.infra.Permission.TELL_MACHINES;
import static dev.changeover.infra.Permission.TELL_PEOPLE;
import static dev.changeover.infra.Permission.WRITE_ITEM;
import static dev.changeover.infra.Permission.WRITE_LOG;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Each function: its name, its entry, its limits, and the actions it needs and no more. */
enum Duty {
    /** Takes turns for 240 s at most; a document's step waits 300 s. A drill's precheck looks at readiness. */
    STEP("changeover-step", "StepHandler", new Limits(300, 1024, 20), 0, Duration.ofMinutes(1)) {
        @Override
        Set<Permission> permissions() {
            return all(JOURNALLING, LOOKING, ACTING, CHECKING, TELLING, LOGGING);
        }
    },
    /** Lambda's longest; it sends itself the next round. Its events may wait while Lambda is short of room. */
    RUNNER("changeover-runner", "RunnerHandler", new Limits(900, 1024, 10), 2, Duration.ofHours(6)) {
        @Override
        Set<Permission> permissions() {
            return all(JOURNALLING, LOOKING, ACTING, TELLING, LOGGING, EnumSet.of(INVOKE_RUNNER));
        }
    },
    /** An alarm's event that comes late starts nothing, so Lambda must not keep it. It waits for a quorum itself. */
    ALARM("changeover-alarm", "AlarmHandler", new Limits(900, 1024, 5), 0, Duration.ofMinutes(5)) {
        @Override
        Set<Permission> permissions() {
            return all(JOURNALLING, WATCHING, STARTING, LOGGING, EnumSet.of(SEE_ALARMS, INVOKE_ALARM));
        }
    },
    /** The next run is five minutes away, so a lost one is not repeated. It finds a driver for what nobody drives. */
    READINESS("changeover-readiness", "ReadinessHandler", new Limits(120, 1024, 2), 0, Duration.ofMinutes(4)) {
        @Override
        Set<Permission> permissions() {
            return all(
                    JOURNALLING,
                    WATCHING,
                    READING,
                    CHECKING,
                    COMPARING,
                    STARTING,
                    TELLING,
                    LOGGING,
                    EnumSet.of(INVOKE_STEP));
        }
    },
    /** API Gateway's HTTP APIs wait 30 s at most. */
    API("changeover-api", "ApiHandler", new Limits(29, 1024, 20), 0, Duration.ofMinutes(1)) {
        @Override
        Set<Permission> permissions() {
            return all(JOURNALLING, LOOKING, CHECKING, COMPARING, STARTING, LOGGING);
        }
    };

    /** What a version is called that both Regions run; invoked by this name only. */
    static final String ALIAS = "live";

    private static final Set<Permission> JOURNALLING = EnumSet.of(READ_ITEM, WRITE_ITEM, CHANGE_ITEM, QUERY_ITEMS);
    private static final Set<Permission> WATCHING =
            EnumSet.of(SEE_GLOBAL_DATABASE, SEE_CLUSTERS, SEE_INSTANCES, READ_METRICS);
    private static final Set<Permission> READING = EnumSet.of(READ_SECRET, SEE_SECRET, OPEN_SECRET);
    private static final Set<Permission> LOOKING = all(WATCHING, READING, EnumSet.of(SEE_CONTROL));
    private static final Set<Permission> ACTING =
            EnumSet.of(SWITCH_OVER, FAIL_OVER, STAGE_SECRET, MOVE_SECRET, PROMOTE_SECRET, CLOSE_SECRET, FLIP_CONTROLS);
    private static final Set<Permission> CHECKING = EnumSet.of(LIST_CONTROLS, LIST_RULES, SEE_DATABASE_PARAMETERS);
    private static final Set<Permission> COMPARING = EnumSet.of(SEE_DOCUMENT, SEE_FUNCTION);
    private static final Set<Permission> STARTING = EnumSet.of(READ_PLANS, START_AUTOMATION, PASS_ROLE, INVOKE_RUNNER);
    private static final Set<Permission> TELLING = EnumSet.of(TELL_PEOPLE, TELL_MACHINES, OPEN_TOPIC, CLOSE_TOPIC);
    private static final Set<Permission> LOGGING = EnumSet.of(OPEN_LOG, WRITE_LOG);

    /** What a person at a laptop needs when nothing of ours runs: what the runner may, and to put documents right. */
    static Set<Permission> breakGlass() {
        return all(JOURNALLING, LOOKING, ACTING, CHECKING, COMPARING, STARTING);
    }

    private static final String PACKAGE = "dev.changeover.handler.";

    private final String function;
    private final String handler;

    @SuppressWarnings("ImmutableEnumChecker") // a record of three numbers
    private final Limits limits;

    private final int retries;
    private final Duration eventAgeMax;

    /** Seconds, MB, and how many may run at once, which is also room that nobody else in the account can take. */
    record Limits(int timeoutSeconds, int memoryMb, int reserved) {}

    Duty(String function, String handler, Limits limits, int retries, Duration eventAgeMax) {
        this.function = function;
        this.handler = PACKAGE + handler;
        this.limits = limits;
        this.retries = retries;
        this.eventAgeMax = eventAgeMax;
    }

    abstract Set<Permission> permissions();

    String function() {
        return function;
    }

    String handler() {
        return handler;
    }

    Limits limits() {
        return limits;
    }

    int retries() {
        return retries;
    }

    Duration eventAgeMax() {
        return eventAgeMax;
    }

    String aliased() {
        return function + ":" + ALIAS;
    }

    @SafeVarargs
    private static Set<Permission> all(Set<Permission>... groups) {
        Set<Permission> all = EnumSet.noneOf(Permission.class);
        for (Set<Permission> group : groups) {
            all.addAll(group);
        }
        return all;
    }

    static Collection<Duty> inOrder() {
        return List.of(values());
    }
}
