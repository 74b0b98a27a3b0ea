package dev.changeover.infra;

import dev.changeover.core.model.Region;
import dev.changeover.infra.Parameters.Home;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Reads {@code parameters.yaml}. Everything that is wrong with it is said at once. */
public final class ParametersFile {
    private static final Set<String> FILE = Set.of(
            "account",
            "application",
            "domain",
            "regions",
            "create",
            "database",
            "objectives",
            "people",
            "functions",
            "sample",
            "secret-keys",
            "plans");
    private static final Set<String> HOME = Set.of("region", "availability-zones", "network", "answer", "console");

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,30}[a-z0-9]");
    private static final Pattern HOST = Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]{2,}");
    private static final Pattern REGION = Pattern.compile("[a-z]{2}(-[a-z]+)+-\\d");
    private static final Pattern NETWORK = Pattern.compile("10\\.\\d{1,3}\\.0\\.0/16");
    private static final Pattern ADDRESS = Pattern.compile("https://[a-z0-9.-]+(/[\\w-]+)*/");
    private static final Pattern VERSION = Pattern.compile("\\d{2}\\.\\d{1,2}");
    private static final Pattern CLASS = Pattern.compile("db\\.[a-z0-9]+\\.[a-z0-9]+");
    private static final Pattern LENGTH = Pattern.compile("(\\d{1,5})(s|m|h)");
    private static final Pattern MAIL = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s]+");
    private static final Pattern PERSON = Pattern.compile("arn:aws:iam::\\d{12}:(user|role)/[\\w+=,.@/-]+");
    private static final Pattern KEY = Pattern.compile("arn:aws:kms:[a-z0-9-]+:\\d{12}:key/[0-9a-f-]+");
    private static final Pattern PACKAGING = Pattern.compile("zip|image");
    private static final Pattern SAMPLE = Pattern.compile("shop|none");
    private static final Pattern PLAN = Pattern.compile("[^\\s].*\\.plan\\.yaml");

    /**
     * Where the journal's table may be: multi-Region strong consistency wants all three in one set of Regions
     * (DynamoDB Developer Guide, "Multi-Region strong consistency", read 2026-11-22).
     */
    private static final List<Set<String>> STRONG = List.of(
            Set.of("us-east-1", "us-east-2", "us-west-2"),
            Set.of("eu-west-1", "eu-west-2", "eu-west-3", "eu-central-1"),
            Set.of("ap-northeast-1", "ap-northeast-2", "ap-northeast-3"));

    private final Path file;
    private final List<String> faults = new ArrayList<>();

    private ParametersFile(Path file) {
        this.file = file;
    }

    /**
     * Reads and checks everything.
     *
     * @throws UnusableParameters with a sentence for each fault
     */
    public static Parameters read(Path file) {
        return new ParametersFile(file).read();
    }

    private Parameters read() {
        Section top = Section.top(tree(), FILE, faults);
        Section regions = top.section("regions", Set.of("primary", "secondary", "witness"));
        Home primary = home(regions.section("primary", HOME));
        Home secondary = home(regions.section("secondary", HOME));
        Region witness = region(regions, "witness");
        requireOneSet(regions, List.of(primary.region(), secondary.region(), witness));
        var parameters = new Parameters(
                top.text("account", ACCOUNT, "write its twelve digits in quotes"),
                top.text("application", NAME, "write a short name such as shop"),
                top.text("domain", HOST, "write a name such as shop.example.com"),
                primary,
                secondary,
                witness,
                create(top.section("create", Set.of("routing", "database", "edge"))),
                database(top.section("database", Set.of("engine-version", "instance-class", "instances"))),
                promise(top.section("objectives", Set.of("rto", "rpo"))),
                people(top.section("people", Set.of("notices", "break-glass"))),
                packaging(top),
                sample(top),
                top.texts("secret-keys", KEY, "write the ARNs of KMS keys, or []"),
                top.texts("plans", PLAN, "write the paths of *.plan.yaml files, or []").stream()
                        .map(file.toAbsolutePath()::resolveSibling)
                        .toList());
        requireForTheSample(top, parameters);
        if (!faults.isEmpty()) {
            throw new UnusableParameters(faults);
        }
        return parameters;
    }

    private Object tree() {
        try {
            return new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(file));
        } catch (IOException gone) {
            throw new UnusableParameters(List.of("The file " + file + " cannot be read: check the path."));
        } catch (YAMLException broken) {
            throw new UnusableParameters(List.of("The file " + file + " is not YAML: " + broken.getMessage()));
        }
    }

    private static Home home(Section section) {
        Region region = region(section, "region");
        return new Home(
                region,
                section.number("availability-zones", 2, 3), // Aurora wants two; every Region has three
                section.text("network", NETWORK, "write a /16 such as 10.10.0.0/16"),
                section.text("answer", HOST, "write the name of the application's own entry in this Region"),
                section.text("console", ADDRESS, "write an https address that ends in a slash"));
    }

    /** What is no Region is a fault already; reading goes on with one that is. */
    private static Region region(Section section, String key) {
        String code = section.text(key, REGION, "write a Region such as us-east-1");
        return new Region(REGION.matcher(code).matches() ? code : "us-east-1");
    }

    private static void requireOneSet(Section regions, List<Region> three) {
        List<String> codes = three.stream().map(Region::code).toList();
        if (Set.copyOf(codes).size() != codes.size()) {
            regions.fault("witness", "and the two Regions must be three different ones.");
        } else if (STRONG.stream().noneMatch(set -> set.containsAll(codes))) {
            regions.fault(
                    "witness",
                    "and the two Regions must be of one set, because the journal's table needs strong consistency: "
                            + STRONG + ".");
        }
    }

    private static Parameters.Packaging packaging(Section top) {
        String word = top.text("functions", PACKAGING, "write zip or image");
        return word.equals("image") ? Parameters.Packaging.IMAGE : Parameters.Packaging.ZIP;
    }

    private static Parameters.Sample sample(Section top) {
        String word = top.text("sample", SAMPLE, "write shop or none");
        return word.equals("shop") ? Parameters.Sample.SHOP : Parameters.Sample.NONE;
    }

    /** The shop's tasks read the secret of a stack of ours, and answer to names in our zone. */
    private static void requireForTheSample(Section top, Parameters parameters) {
        if (parameters.sample() == Parameters.Sample.NONE) {
            return;
        }
        if (!parameters.create().database()) {
            top.fault("sample", "shop needs the database of these stacks: set create.database: true, or sample: none.");
        }
        Set<String> taken = new HashSet<>(Set.of(parameters.trafficName(), parameters.edgeName()));
        for (Home home : parameters.homes()) {
            String answer = home.answer();
            if (!answer.endsWith("." + parameters.domain())) {
                top.fault(
                        "sample",
                        "shop makes the record and the certificate of " + answer + ", which is not in the zone "
                                + parameters.domain() + ": write regions." + key(parameters, home) + ".answer: "
                                + home.region() + "." + parameters.domain() + ", or sample: none.");
            } else if (!taken.add(answer)) {
                top.fault(
                        "sample",
                        "shop makes the record of " + answer + ", which is taken: give regions." + key(parameters, home)
                                + ".answer a name of its own.");
            }
        }
    }

    private static String key(Parameters parameters, Home home) {
        return home.equals(parameters.primary()) ? "primary" : "secondary";
    }

    private static Parameters.Create create(Section section) {
        return new Parameters.Create(section.flag("routing"), section.flag("database"), section.flag("edge"));
    }

    private static Parameters.Database database(Section section) {
        return new Parameters.Database(
                section.text("engine-version", VERSION, "write Aurora PostgreSQL's version in quotes, such as '17.7'"),
                section.text("instance-class", CLASS, "write a class such as db.r6g.large"),
                section.number("instances", 1, 15));
    }

    private static Parameters.Promise promise(Section section) {
        String rpo = section.text("rpo", LENGTH, "write a length such as 5s");
        return new Parameters.Promise(
                section.text("rto", LENGTH, "write a length such as 5m"),
                rpo,
                length(rpo).toSeconds());
    }

    private static Duration length(String text) {
        Matcher matcher = LENGTH.matcher(text);
        if (!matcher.matches()) {
            return Duration.ZERO; // a fault already
        }
        long number = Long.parseLong(matcher.group(1));
        return Map.of("s", Duration.ofSeconds(1), "m", Duration.ofMinutes(1), "h", Duration.ofHours(1))
                .get(matcher.group(2))
                .multipliedBy(number);
    }

    private static Parameters.People people(Section section) {
        return new Parameters.People(
                section.texts("notices", MAIL, "write mail addresses, or []"),
                section.text("break-glass", PERSON, "write the ARN of the user or role that may break the glass"));
    }
}
