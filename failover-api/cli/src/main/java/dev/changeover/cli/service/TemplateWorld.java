package dev.changeover.cli.service;

import dev.changeover.cli.command.OutputsPlan;
import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.core.model.Region;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.formation.Assembly;
import dev.changeover.twin.lambda.Code;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.routing.Cluster;
import dev.changeover.twin.world.Twin;
import dev.changeover.view.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;

/**
 * The whole world of a twin from the templates that are deployed to AWS: the stacks, what a person does after them, and
 * the failover service's doors. What runs is the zip beside the templates.
 */
public final class TemplateWorld {
    private static final String FUNCTION = "AWS::Lambda::Function";
    private static final String ISSUERS = "CHANGEOVER_ISSUERS";
    private static final List<Region> REGIONS = List.of(ShopEstate.PRIMARY, ShopEstate.SECONDARY);

    private final Twin twin;
    private final Papers papers;

    private TemplateWorld(Twin twin, Papers papers) {
        this.twin = twin;
        this.papers = papers;
    }

    /** Where is written what the stacks told, and unpacked what they run. */
    public record Papers(Path outputs, Path cluster, Path cache) {}

    /**
     * Makes it, in a twin that was started empty.
     *
     * @param shop how the shop is started
     * @param own the code of this build, for templates without functions
     */
    public static ApplicationPlan make(
            Twin twin, Papers papers, Assembly assembly, List<String> shop, Callable<Code> own) {
        return new TemplateWorld(twin, papers).make(assembly, shop, own);
    }

    private ApplicationPlan make(Assembly assembly, List<String> shop, Callable<Code> own) {
        TwinService service = TwinService.signingIn(twin.account());
        Map<Path, Code> unpacked = new HashMap<>();
        Map<String, Map<String, String>> outputs = new LinkedHashMap<>(twin.make(
                assembly, zip -> unpacked.computeIfAbsent(zip, this::unpacked), told -> environment(told, service)));
        outputs.put("Twin", doors());
        write(papers.outputs(), outputs);
        write(papers.cluster(), cluster());
        ApplicationPlan plan = OutputsPlan.read(List.of(papers.outputs(), papers.cluster()));
        twin.move(
                plan, told(outputs, "MovesPermittedControlArn"), new Twin.ShopStart(shop, told(outputs, "ShopTable")));
        if (assembly.has(FUNCTION)) {
            Deployment.publish(plan); // the templates' own names what is in another account
        } else {
            deployment(own, service).deployBesideTheTable(plan);
        }
        service.answering(); // ends with the process
        return plan;
    }

    private Ports ports() {
        return twin.account().ports();
    }

    private Deployment deployment(Callable<Code> own, TwinService service) {
        try {
            return new Deployment(twin.account(), own.call(), service.providers());
        } catch (RuntimeException why) {
            throw why;
        } catch (Exception why) {
            throw new IllegalStateException(why);
        }
    }

    private Code unpacked(Path zip) {
        try {
            return FunctionPackage.unpackedIn(papers.cache(), zip);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Everything else is as the template tells it. */
    private Map<String, String> environment(Map<String, String> told, TwinService service) {
        Map<String, String> here = new LinkedHashMap<>(told);
        here.put("CHANGEOVER_TWIN", "http://127.0.0.1:" + ports().gateway());
        here.computeIfPresent(ISSUERS, (_, _) -> Deployment.issuers(service.providers()));
        return here;
    }

    private Map<String, String> doors() {
        Map<String, String> doors = new LinkedHashMap<>();
        doors.put("Gateway", "http://127.0.0.1:" + ports().gateway());
        doors.put("Resolver", "127.0.0.1:" + ports().dns());
        for (Region region : REGIONS) {
            doors.put("Application-" + region, "http://127.0.0.1:" + ports().shop(REGIONS.indexOf(region)));
            doors.put("Requests-" + region, ShopEstate.requests(region).toString());
        }
        return doors;
    }

    private Map<String, Object> cluster() {
        Cluster made = twin.account().routing().config().clusters().getFirst();
        List<Map<String, Object>> endpoints = made.endpoints().stream()
                .map(one -> Json.object(
                        "Endpoint", one.url(), "Region", one.region().code()))
                .toList();
        return Json.object(
                "Cluster", Json.object("ClusterArn", made.arn(), "Name", made.name(), "ClusterEndpoints", endpoints));
    }

    /** An output that one stack has, or none: the control that permits moves, the shop's table. */
    private static Optional<String> told(Map<String, Map<String, String>> outputs, String key) {
        return outputs.values().stream()
                .flatMap(stack -> Optional.ofNullable(stack.get(key)).stream())
                .findFirst();
    }

    private static void write(Path file, Map<String, ?> tree) {
        try {
            Files.writeString(file, Json.line(tree) + "\n");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
