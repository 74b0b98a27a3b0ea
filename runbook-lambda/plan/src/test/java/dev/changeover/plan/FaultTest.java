package dev.changeover.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultTest {
    @TempDir
    Path directory;

    static List<Fault> faults(PlanFile.Reading reading) {
        return switch (reading) {
            case PlanFile.Reading.Faulty(var faults) -> faults;
            case PlanFile.Reading.Valid(var plan) -> throw new AssertionError("no fault found in " + plan);
        };
    }

    private static Fault onlyFault(ShopPlan plan) {
        assertThat(faults(plan.read())).hasSize(1);
        return faults(plan.read()).getFirst();
    }

    private static void explains(ShopPlan plan, String key, String wrong, String remedy) {
        Fault fault = onlyFault(plan);
        assertThat(fault.key()).isEqualTo(key);
        assertThat(fault.wrong()).contains(wrong);
        assertThat(fault.remedy()).contains(remedy);
        assertThat(fault.line()).isPositive();
    }

    @Test
    void namesLineColumnKeyFaultAndRemedyInOneLine() {
        ShopPlan plan = ShopPlan.written().with("rto: 5m", "rot: 5m");

        assertThat(onlyFault(plan))
                .hasToString("shop.plan.yaml:" + plan.lineOf("rot:") + ":3: objectives.rot: "
                        + "is not a key of objectives; did you mean 'rto'?");
    }

    @Test
    void explainsWhatIsNoJournal() {
        ShopPlan plan = ShopPlan.written();
        explains(plan.and("journal: { table: 'a b' }\n"), "journal.table", "'a b'", "not its ARN");
        explains(plan.and("journal: {}\n"), "journal.table", "missing", "table: changeover-journal");
    }

    @Test
    void explainsWhatAlarmsMayNot() {
        ShopPlan plan = PlanFileTest.triggered();
        explains(plan.with("quorum: 1", "quorum: 3"), "alarm-trigger.quorum", "no quorum of 2 alarms", "1 to 2");
        explains(plan.with("quorum: 1", "quorum: two"), "alarm-trigger.quorum", "'two'", "1 to 2");
        explains(plan.with("alarm:shop-errors", "alarm:shop-silent"), "alarm-trigger.alarms[1]", "twice", "once");
        explains(
                plan.with("cloudwatch:us-west-2:111122223333:alarm:shop-silent", "rds:us-west-2"),
                "alarm-trigger.alarms[0]",
                "ARN",
                "ARN");
        explains(plan.without("  loss-limit: 30s"), "alarm-trigger.loss-limit", "missing", "loss-limit: 5s");
        explains(plan.with("[ungraceful, graceful]", "[graceful]"), "alarm-trigger.loss-limit", "only for", "remove");
        explains(plan.with("[ungraceful, graceful]", "[gracefull]"), "alarm-trigger.modes[0]", "gracefull", "graceful");
        explains(plan.with("[ungraceful, graceful]", "[]"), "alarm-trigger.modes", "no mode", "graceful");
        explains(plan.with("sustained: 2m", "sustained: 2h"), "alarm-trigger.sustained", "out of bounds", "1h");
    }

    @Test
    void findsAllFaultsAtOnce() {
        ShopPlan plan = ShopPlan.written()
                .with("rto: 5m", "rto: soon")
                .without("global-cluster: shop")
                .with("cluster: arn:aws:rds:us-west-2", "cluster: arn:aws:rds:eu-west-1")
                .and("colour: blue\n");

        assertThat(faults(plan.read()))
                .extracting(Fault::key)
                .containsExactly("global-cluster", "regions.secondary.cluster", "objectives.rto", "colour");
    }

    @Test
    void explainsMissingKeys() {
        explains(
                ShopPlan.written().without("application: shop"),
                "application",
                "is missing",
                "add 'application: shop'");
        explains(ShopPlan.written().without("  rpo: 5s"), "objectives.rpo", "is missing", "add 'rpo: 5s'");
        explains(ShopPlan.written().with("  name: shop.example.com", "  name:"), "traffic.name", "has no value", "");
    }

    @Test
    void suggestsTheNearestKey() {
        explains(ShopPlan.written().with("traffic:", "trafic:"), "trafic", "not a key", "did you mean 'traffic'?");
        explains(
                ShopPlan.written().with("global-cluster:", "globalCluster:"),
                "globalCluster",
                "not a key of the top level",
                "did you mean 'global-cluster'?");
        explains(ShopPlan.written().and("approval: true\n"), "approval", "not a key", "it belongs to policy");
        explains(ShopPlan.written().and("colour: blue\n"), "colour", "not a key", "known here: application,");
        explains(
                ShopPlan.written().and("timeouts: { steps: { SwitchDatabse: 15m } }\n"),
                "timeouts.steps.SwitchDatabse",
                "not a key of timeouts.steps",
                "did you mean 'SwitchDatabase'?");
    }

    @Test
    void namesTheHeirOfARetiredKey() {
        var faults = new Faults("old.plan.yaml");
        var retired = List.of(new RetiredKey(Part.OBJECTIVES, "recovery-time", "rto"));

        var reading = PlanReader.read(
                ShopPlan.written().with("rto: 5m", "recovery-time: 5m").text(), faults, retired);

        assertThat(faults(reading)).singleElement().satisfies(fault -> {
            assertThat(fault.key()).isEqualTo("objectives.recovery-time");
            assertThat(fault.wrong()).isEqualTo("is no longer read");
            assertThat(fault.remedy()).isEqualTo("write 'rto' instead");
        });
    }

    @Test
    void refusesWrongTypes() {
        explains(
                ShopPlan.written().with("application: shop", "application: [shop]"), "application", "found a list", "");
        explains(
                ShopPlan.written().with("[us-east-1.shop.example.com]", "us-east-1.shop.example.com"),
                "regions.primary.dns-answers",
                "must be a list, found text",
                "[ ]");
        explains(
                ShopPlan.written().and("policy: always\n"),
                "policy",
                "must have keys under it, found text",
                "approval");
        explains(ShopPlan.written().and("policy: { approval: yes }\n"), "policy.approval", "'yes'", "true or false");
        explains(ShopPlan.written().with("rto: 5m", "rto: 300"), "objectives.rto", "not a duration", "such as 300s");
        explains(ShopPlan.written().with("application: shop", "application: Shop!"), "application", "'Shop!'", "shop");
        explains(new ShopPlan("- a\n- b\n"), "", "holds a list", "application");
    }

    @Test
    void refusesArnsOfAnotherServiceOrRegion() {
        explains(
                ShopPlan.written()
                        .with(
                                "arn:aws:rds:us-east-1:111122223333:cluster:shop-us-east-1",
                                "arn:aws:sqs:us-east-1:111122223333:shop"),
                "regions.primary.cluster",
                "not the ARN of a rds cluster",
                "ARN");
        explains(
                ShopPlan.written()
                        .with(
                                "arn:aws:rds:us-east-1:111122223333:cluster:shop-us-east-1",
                                "arn:aws:rds::111122223333:global-cluster:shop"),
                "regions.primary.cluster",
                "not the ARN of a rds cluster",
                "ARN");
        explains(
                ShopPlan.written().with("secretsmanager:us-west-2", "secretsmanager:us-west-1"),
                "regions.secondary.secret",
                "is in us-west-1, but this part is about us-west-2",
                "write the ARN in us-west-2");
        explains(
                ShopPlan.written().with("cluster-def.us-west-2", "cluster-def.us-east-1"),
                "regions.secondary.endpoint",
                "is in us-east-1",
                "cluster endpoint");
        explains(
                ShopPlan.written().with(".cluster-def.", ".cluster-ro-def."),
                "regions.secondary.endpoint",
                "reader endpoint",
                "-ro");
    }

    @Test
    void refusesTwoRegionsThatCannotBeToldApart() {
        ShopPlan same = ShopPlan.written().with("us-west-2", "us-east-1").with("GhIjKl", "AbCdEf");
        assertThat(faults(same.read())).extracting(Fault::key).contains("regions.secondary.region");
        explains(
                ShopPlan.written().with("routingcontrol/west", "routingcontrol/east"),
                "regions.secondary.routing-control",
                "same in both",
                "of its own");
        explains(
                ShopPlan.written().with("[us-west-2.shop.example.com]", "[a.example.com, us-east-1.shop.example.com]"),
                "regions.secondary.dns-answers",
                "'us-east-1.shop.example.com' is an answer of both Regions",
                "active");
        explains(
                ShopPlan.written()
                        .with("shop-us-east-1.cluster-abc.us-east-1.rds.amazonaws.com", "db.example.com")
                        .with("shop-us-west-2.cluster-def.us-west-2.rds.amazonaws.com", "db.example.com"),
                "regions.secondary.endpoint",
                "same in both",
                "of its own");
    }

    @Test
    void refusesOtherThanFiveDifferentRoutingEndpoints() {
        String fifth = "  - { region: ap-northeast-1, url: \"https://host-e.ap-northeast-1.example.com/v1\" }";
        explains(ShopPlan.written().without(fifth), "routing-endpoints", "lists 4 endpoints", "describe-cluster");
        explains(
                ShopPlan.written().with("region: eu-west-1", "region: us-west-2"),
                "routing-endpoints[2].region",
                "listed twice: us-west-2",
                "five Regions");
        explains(
                ShopPlan.written().with("host-c.eu-west-1", "host-b.us-west-2"),
                "routing-endpoints[2].url",
                "listed twice",
                "of its own");
        explains(
                ShopPlan.written().with("https://host-c", "http://host-c"),
                "routing-endpoints[2].url",
                "https only",
                "");
        explains(
                ShopPlan.written().with("host-c.eu-west-1.example.com", "host-c.eu-north-1.amazonaws.com"),
                "routing-endpoints[2].url",
                "is the endpoint in eu-north-1, but its region is eu-west-1",
                "correct one");
        explains(ShopPlan.written().with("region: eu-west-1, ", ""), "routing-endpoints[2].region", "is missing", "");
    }

    @Test
    void refusesWhatBelongsToTheOtherLayout() {
        explains(
                ShopPlan.written().and("secrets: { layout: independent, home: us-east-1 }\n"),
                "secrets.home",
                "only for replicated",
                "layout: replicated");
        explains(
                ShopPlan.written().and("secrets: { promote-replica-when-home-is-dark: true }\n"),
                "secrets.promote-replica-when-home-is-dark",
                "only for replicated",
                "layout: replicated");
        explains(
                ShopPlan.written().and("secrets: { layout: replicated }\n"), "secrets.home", "is missing", "add 'home");
        explains(
                ShopPlan.written().and("secrets: { layout: replicated, home: eu-west-1 }\n"),
                "secrets.home",
                "neither Region of the plan",
                "us-east-1 or us-west-2");
        explains(
                ShopPlan.written().and("secrets: { layout: replicate, home: us-east-1 }\n"),
                "secrets.layout",
                "'replicate'",
                "did you mean 'replicated'?");
    }

    @Test
    void refusesDurationsOutOfBoundsAndSaysTheBounds() {
        explains(ShopPlan.written().with("rto: 5m", "rto: 0s"), "objectives.rto", "out of bounds", "1s to 24h");
        explains(ShopPlan.written().and("timeouts: { connect: 1m }\n"), "timeouts.connect", "'1m'", "50ms to 10s");
        explains(ShopPlan.written().and("timeouts: { call: 999999999h }\n"), "timeouts.call", "bounds", "100ms to 1m");
        explains(ShopPlan.written().and("timeouts: { call: 500ms }\n"), "timeouts.call", "shorter", "raise call");
        explains(
                ShopPlan.written().and("timeouts: { steps: { Report: 1ms } }\n"),
                "timeouts.steps.Report",
                "out of bounds",
                "1s to 168h");
    }

    @Test
    void refusesATwinThatIsNotOnThisMachine() {
        explains(
                PlanFileTest.ofTwin().with("http://127.0.0.1:4566", "http://10.1.2.3:4566"),
                "twin",
                "127.0.0.1 only",
                "");
        explains(
                PlanFileTest.ofTwin().with("http://127.0.0.1:4570", "https://host.ap-southeast-2.example.com"),
                "routing-endpoints[3].url",
                "reaches nothing but 127.0.0.1",
                "");
    }

    @Test
    void refusesAPasswordInAnAddress() {
        explains(
                ShopPlan.written()
                        .with("https://us-west-2.shop.example.com/health", "https://me:secret@shop.example.com/health"),
                "regions.secondary.health",
                "no password",
                "");
    }

    @Test
    void refusesDuplicateKeys() {
        ShopPlan plan = ShopPlan.written().and("application: shop2\n");

        assertThat(onlyFault(plan).wrong()).isEqualTo("is given twice, first in line 2");
        assertThat(onlyFault(plan).line()).isEqualTo(plan.lineOf("application: shop2"));
    }

    @Test
    void refusesTabs() {
        ShopPlan plan = ShopPlan.written().with("  rto: 5m", "\trto: 5m").with("  rpo: 5s", "\trpo: 5s");

        assertThat(faults(plan.read()))
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.remedy()).isEqualTo("indent with spaces"));
    }

    @Test
    void namesTheLineOfASyntaxError() {
        assertThat(onlyFault(new ShopPlan("application: shop\nregions: [a, b\ntraffic: c\n"))
                        .line())
                .isEqualTo(3);
        assertThat(onlyFault(new ShopPlan("application: shop: two\n")).remedy()).contains("quotes");
        assertThat(onlyFault(new ShopPlan("a: 'unfinished\n")).line()).isPositive();
        assertThat(onlyFault(ShopPlan.written().and("---\napplication: other\n"))
                        .remedy())
                .contains("one plan");
    }

    @Test
    void refusesAnchorsAliasesAndTags() {
        assertThat(onlyFault(new ShopPlan("application: !!java.net.URL [http://example.com]\n"))
                        .wrong())
                .contains("the tag");
        assertThat(faults(new ShopPlan("a: &x [*x, *x]\n").read()))
                .extracting(Fault::wrong)
                .anySatisfy(wrong -> assertThat(wrong).contains("the anchor &x"))
                .anySatisfy(wrong -> assertThat(wrong).contains("the alias *x"));
    }

    @Test
    void refusesFilesThatAreNoPlan() throws IOException {
        Path file = directory.resolve("x.plan.yaml");
        assertThat(wrongWith(file)).isEqualTo("there is no such file");
        assertThat(wrongWith(directory)).contains("directory");
        Files.writeString(file, "");
        assertThat(wrongWith(file)).isEqualTo("the file is empty");
        Files.writeString(file, "# nothing but a comment\n");
        assertThat(wrongWith(file)).isEqualTo("the file is empty");
        Files.write(file, new byte[PlanFile.SIZE_MAX + 1]);
        assertThat(wrongWith(file)).isEqualTo("the file is larger than 64 KiB");
        Files.write(file, new byte[] {'a', ':', '\n', 0, 1, 2});
        assertThat(wrongWith(file)).contains("control character U+0000");
        Files.write(file, "application: Käse\n".getBytes(StandardCharsets.ISO_8859_1));
        assertThat(wrongWith(file)).isEqualTo("the file is not UTF-8 text");
        Files.write(file, ShopPlan.written().text().getBytes(StandardCharsets.UTF_16));
        assertThat(wrongWith(file)).isEqualTo("the file is not UTF-8 text");
        Files.writeString(file, "[".repeat(60_000));
        assertThat(wrongWith(file)).isEqualTo("is nested too deeply");
    }

    @Test
    void refusesAFileThatMayNotBeRead() throws IOException {
        assumeFalse("root".equals(System.getProperty("user.name")), "SKIPPED: root may read every file");
        Path file = Files.createFile(
                directory.resolve("x.plan.yaml"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("---------")));
        assertThat(wrongWith(file)).isEqualTo("the file may not be read");
    }

    @Test
    void readsAFileWithAByteOrderMarkAndWindowsLineEnds() throws IOException {
        Path file = directory.resolve("x.plan.yaml");
        Files.writeString(file, "\uFEFF" + ShopPlan.written().text().replace("\n", "\r\n"));
        assertThat(PlanFile.read(file)).isInstanceOf(PlanFile.Reading.Valid.class);
    }

    private static String wrongWith(Path file) {
        List<Fault> faults = faults(PlanFile.read(file));
        assertThat(faults).hasSize(1);
        return faults.getFirst().wrong();
    }
}
