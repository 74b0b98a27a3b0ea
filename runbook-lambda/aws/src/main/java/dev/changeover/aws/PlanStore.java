package dev.changeover.aws;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.core.port.Answer;
import dev.changeover.core.port.PortFailure;
import dev.changeover.plan.Fault;
import dev.changeover.plan.PlanFile;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import software.amazon.awssdk.services.ssm.model.GetParametersByPathResponse;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterTier;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * Plans in Parameter Store: {@code /changeover/plans/APPLICATION} in each Region holds the text of the plan file, so
 * that no Region needs another to know what it protects. Safe for many threads.
 */
public final class PlanStore {
    public static final String FOLDER = "/changeover/plans";

    /** Bytes that an advanced parameter holds ("Systems Manager endpoints and quotas", read 2026-11-22). */
    public static final int SIZE_MAX = 8 * 1024;

    /** A published plan is in force everywhere after so long. */
    static final Duration FRESH = Duration.ofMinutes(1);

    /** So long a plan read earlier is better than none, when Parameter Store is silent. */
    static final Duration KEPT = Duration.ofHours(1);

    /** So long a silent Parameter Store is left alone by readers who have an earlier list: nobody must wait for it. */
    static final Duration LEFT_ALONE = Duration.ofSeconds(15);

    /** And by those who have none: they would queue for it one behind the other. */
    static final Duration LEFT_ALONE_WITHOUT = Duration.ofSeconds(1);

    /** A hundred pages of ten are a thousand applications. */
    static final int PAGES_MAX = 100;

    private final AwsAccount account;
    private final Region region;
    private final InstantSource clock;
    private final ReentrantLock looking = new ReentrantLock();
    private volatile Optional<Looked.Listed> last = Optional.empty();
    private volatile Optional<Silence> silence = Optional.empty();

    /** What was heard instead of a list, and when to ask again. */
    private record Silence(PortFailure why, Instant until) {}

    /** One application's plan, or what is wrong with it. */
    public sealed interface Stored {
        /** The application as the parameter's name has it. */
        String application();

        record Sound(String application, ApplicationPlan plan) implements Stored {}

        /** It stops no other application. {@code faults} has at least one sentence. */
        record Faulty(String application, List<String> faults) implements Stored {
            public Faulty {
                faults = List.copyOf(faults);
            }
        }
    }

    /** What a look at the store came to. */
    public sealed interface Looked {
        /** In the order of their names. {@code at} is when they were read: up to a minute ago, more if it is silent. */
        record Listed(List<Stored> plans, Instant at) implements Looked {
            public Listed {
                plans = List.copyOf(plans);
            }

            /** The plan of that application, sound or faulty; empty if there is none. */
            public Optional<Stored> of(ApplicationName application) {
                return plans.stream()
                        .filter(stored -> stored.application().equals(application.value()))
                        .findFirst();
            }
        }

        record Unreadable(PortFailure why) implements Looked {}
    }

    /** Reads the plans of one Region, the nearest. */
    public PlanStore(AwsAccount account, Region region, InstantSource clock) {
        this.account = account;
        this.region = region;
        this.clock = clock;
    }

    /** All plans. If the last look is too old, one reader asks Parameter Store; the others take what is known. */
    public Looked plans() {
        Optional<Looked.Listed> known = last.filter(listed -> younger(listed, KEPT, clock.instant()));
        if (known.isPresent() && (rests(known.get()) || !looking.tryLock())) {
            return known.get();
        }
        if (known.isEmpty()) {
            looking.lock();
        }
        try {
            return look();
        } finally {
            looking.unlock();
        }
    }

    private boolean rests(Looked.Listed known) {
        return younger(known, FRESH, clock.instant()) || silent().isPresent();
    }

    private Optional<Silence> silent() {
        return silence.filter(heard -> clock.instant().isBefore(heard.until()));
    }

    /** Whoever held the lock before may have looked already. */
    private Looked look() {
        Instant now = clock.instant();
        Optional<Looked.Listed> known = last.filter(listed -> younger(listed, KEPT, now));
        if (known.filter(this::rests).isPresent()) {
            return known.get();
        }
        Optional<Silence> heard = silent();
        if (known.isEmpty() && heard.isPresent()) {
            return new Looked.Unreadable(heard.get().why());
        }
        return read().fold(parameters -> heard(parameters, now), why -> unheard(why, known));
    }

    private Looked heard(List<Parameter> parameters, Instant at) {
        var listed =
                new Looked.Listed(parameters.stream().map(PlanStore::stored).toList(), at);
        last = Optional.of(listed);
        silence = Optional.empty();
        return listed;
    }

    private Looked unheard(PortFailure why, Optional<Looked.Listed> known) {
        Duration rest = known.isPresent() ? LEFT_ALONE : LEFT_ALONE_WITHOUT;
        silence = Optional.of(new Silence(why, clock.instant().plus(rest)));
        return known.<Looked>map(listed -> listed).orElseGet(() -> new Looked.Unreadable(why));
    }

    private static boolean younger(Looked.Listed listed, Duration age, Instant now) {
        return now.isBefore(listed.at().plus(age));
    }

    private Reply<List<Parameter>> read() {
        List<Parameter> all = new ArrayList<>();
        Optional<String> next = Optional.empty();
        for (int page = 0; page < PAGES_MAX; page++) {
            Optional<String> from = next;
            Reply<GetParametersByPathResponse> reply = account.caller()
                    .ask(
                            "Parameter Store in " + region,
                            () -> account.clients()
                                    .systemsManager(region)
                                    .getParametersByPath(
                                            request -> request.path(FOLDER).nextToken(from.orElse(null))));
            switch (reply) {
                case Reply.Got<GetParametersByPathResponse>(var got) -> {
                    all.addAll(got.parameters());
                    next = Optional.ofNullable(got.nextToken());
                }
                case Reply.Refused<GetParametersByPathResponse>(var why, var code) -> {
                    return new Reply.Refused<>(why, code);
                }
                case Reply.Lost<GetParametersByPathResponse>(var why) -> {
                    return new Reply.Lost<>(why);
                }
            }
            if (next.isEmpty()) {
                break;
            }
        }
        return new Reply.Got<>(all);
    }

    private static Stored stored(Parameter parameter) {
        String application = parameter.name().substring(FOLDER.length() + 1);
        return switch (PlanFile.parse(parameter.value(), parameter.name())) {
            case PlanFile.Reading.Valid(var plan)
            when !plan.name().value().equals(application) ->
                new Stored.Faulty(
                        application,
                        List.of(parameter.name() + " holds the plan of " + plan.name() + "; publish each plan anew"));
            case PlanFile.Reading.Valid(var plan) -> new Stored.Sound(application, plan);
            case PlanFile.Reading.Faulty(var faults) ->
                new Stored.Faulty(
                        application, faults.stream().map(Fault::toString).toList());
        };
    }

    /** Whether the text fits. */
    public static boolean fits(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length <= SIZE_MAX;
    }

    /**
     * Writes a plan's text to both its Regions, and says for each how that went. The same text twice does no harm.
     *
     * @param text as the plan file has it; what is too long is refused by Parameter Store
     */
    public static Map<Region, Answer> publish(AwsAccount account, ApplicationPlan plan, String text) {
        Map<Region, Answer> answers = new LinkedHashMap<>();
        for (Region region : List.of(plan.primary().region(), plan.secondary().region())) {
            answers.put(
                    region,
                    account.caller()
                            .ask(
                                    "Parameter Store in " + region,
                                    () -> account.clients()
                                            .systemsManager(region)
                                            .putParameter(put -> put.name(FOLDER + "/" + plan.name())
                                                    .type(ParameterType.STRING)
                                                    .tier(ParameterTier.ADVANCED)
                                                    .overwrite(true)
                                                    .value(text)))
                            .answer());
        }
        return answers;
    }
}
