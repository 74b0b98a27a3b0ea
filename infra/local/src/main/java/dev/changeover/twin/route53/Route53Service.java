package dev.changeover.twin.route53;

import dev.changeover.twin.model.AwsError;
import dev.changeover.twin.wire.AwsReply;
import dev.changeover.twin.wire.AwsRequest;
import dev.changeover.twin.wire.Items;
import dev.changeover.twin.wire.Output;
import dev.changeover.twin.wire.Page;
import dev.changeover.twin.wire.RestRoutes;
import dev.changeover.twin.wire.RestXml;
import dev.changeover.twin.wire.Service;
import dev.changeover.twin.wire.XmlElement;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Route 53 on the wire (restXml). */
public final class Route53Service implements Service {
    private static final String VERSION = "/2013-04-01";
    private static final RestXml XML = new RestXml("https://route53.amazonaws.com/doc/2013-04-01/");

    /** Entries of one page, at most and unless asked otherwise; botocore route53 2013-04-01 and AWS quotas. */
    private static final int PAGE_MAX = 300;

    private static final RestRoutes ROUTES = new RestRoutes()
            .with("POST", VERSION + "/hostedzone", "CreateHostedZone")
            .with("GET", VERSION + "/hostedzone", "ListHostedZones")
            .with("GET", VERSION + "/hostedzonesbyname", "ListHostedZonesByName")
            .with("GET", VERSION + "/hostedzone/{Id}", "GetHostedZone")
            .with("DELETE", VERSION + "/hostedzone/{Id}", "DeleteHostedZone")
            .with("POST", VERSION + "/hostedzone/{Id}/rrset", "ChangeResourceRecordSets")
            .with("GET", VERSION + "/hostedzone/{Id}/rrset", "ListResourceRecordSets")
            .with("GET", VERSION + "/change/{Id}", "GetChange")
            .with("POST", VERSION + "/healthcheck", "CreateHealthCheck")
            .with("GET", VERSION + "/healthcheck", "ListHealthChecks")
            .with("GET", VERSION + "/healthcheck/{Id}", "GetHealthCheck")
            .with("DELETE", VERSION + "/healthcheck/{Id}", "DeleteHealthCheck")
            .with("GET", VERSION + "/healthcheck/{Id}/status", "GetHealthCheckStatus");

    private record Call(String id, AwsRequest request) {
        XmlElement body() {
            return XmlElement.parse(request.body());
        }

        Optional<String> query(String name) {
            return Optional.ofNullable(request.query().get(name));
        }

        int size() {
            return query("maxitems")
                    .map(Call::number)
                    .map(asked -> Math.min(asked, PAGE_MAX))
                    .orElse(PAGE_MAX);
        }

        <T> Page<T> page(List<T> all) {
            return Page.of(all, size(), query("marker"), DnsFaults.input("The marker is invalid."));
        }

        private static int number(String text) {
            try {
                return Integer.parseInt(text);
            } catch (NumberFormatException notANumber) {
                throw DnsFaults.input("maxitems must be a number, not " + text);
            }
        }
    }

    private final Route53 model;
    private final Map<String, Function<Call, AwsReply>> operations;

    public Route53Service(Route53 model) {
        this.model = model;
        this.operations = Map.ofEntries(
                Map.entry("CreateHostedZone", this::createZone),
                Map.entry("ListHostedZones", this::listZones),
                Map.entry("ListHostedZonesByName", this::listZonesByName),
                Map.entry("GetHostedZone", this::zone),
                Map.entry("DeleteHostedZone", this::deleteZone),
                Map.entry("ChangeResourceRecordSets", this::changeRecords),
                Map.entry("ListResourceRecordSets", this::listRecords),
                Map.entry("GetChange", call -> changeReply("GetChangeResponse", model.change(call.id()))),
                Map.entry("CreateHealthCheck", this::createCheck),
                Map.entry("ListHealthChecks", this::listChecks),
                Map.entry("GetHealthCheck", this::check),
                Map.entry("DeleteHealthCheck", this::deleteCheck),
                Map.entry("GetHealthCheckStatus", this::checkStatus));
    }

    public static Service over(Route53 model) {
        return new Route53Service(model);
    }

    @Override
    public String signingName() {
        return "route53";
    }

    @Override
    public String action(AwsRequest request) {
        return ROUTES.take(request).map(RestRoutes.Taken::action).orElse("");
    }

    @Override
    public AwsReply answer(AwsRequest request) {
        RestRoutes.Taken taken = ROUTES.take(request).orElseThrow(() -> RestXml.unknown(request));
        var call = new Call(taken.path().getOrDefault("Id", ""), request);
        return operations.get(taken.action()).apply(call);
    }

    @Override
    public AwsReply refuse(AwsRequest request, AwsError error) {
        return XML.refusal(error);
    }

    private AwsReply createZone(Call call) {
        XmlElement body = call.body();
        Optional<XmlElement> config = body.child("HostedZoneConfig");
        if (config.flatMap(given -> given.text("PrivateZone"))
                .filter("true"::equals)
                .isPresent()) {
            throw DnsFaults.input("The twin has public hosted zones only.");
        }
        Route53.Created made = model.createZone(
                RecordXml.required(body, "Name"),
                RecordXml.required(body, "CallerReference"),
                config.flatMap(given -> given.text("Comment")));
        var output = Output.of("HostedZone", zoneXml(made.zone()))
                .with("ChangeInfo", changeXml(made.change()))
                .with("DelegationSet", delegation(made.zone()));
        String location = VERSION + "/hostedzone/" + made.zone().id();
        return XML.reply(201, "CreateHostedZoneResponse", output.map(), Map.of("Location", location));
    }

    private AwsReply listZones(Call call) {
        Page<HostedZone> page = call.page(model.zones());
        var output = Output.of("HostedZones", zonesXml(page.items()))
                .maybe("Marker", call.query("marker"))
                .with("IsTruncated", page.next().isPresent())
                .maybe("NextMarker", page.next())
                .with("MaxItems", call.size());
        return XML.reply(200, "ListHostedZonesResponse", output.map());
    }

    private AwsReply listZonesByName(Call call) {
        Optional<String> from = call.query("dnsname").map(Names::absolute);
        List<HostedZone> zones = model.zones().stream()
                .sorted((one, other) -> one.name().compareTo(other.name()))
                .filter(zone -> from.isEmpty() || zone.name().compareTo(from.get()) >= 0)
                .toList();
        Page<HostedZone> page = Page.of(zones, call.size(), Optional.empty(), DnsFaults.input(""));
        Optional<HostedZone> next = page.next().map(place -> zones.get(Integer.parseInt(place)));
        var output = Output.of("HostedZones", zonesXml(page.items()))
                .maybe("DNSName", call.query("dnsname"))
                .with("IsTruncated", next.isPresent())
                .maybe("NextDNSName", next.map(HostedZone::name))
                .maybe("NextHostedZoneId", next.map(HostedZone::id))
                .with("MaxItems", call.size());
        return XML.reply(200, "ListHostedZonesByNameResponse", output.map());
    }

    private AwsReply zone(Call call) {
        HostedZone zone = model.zone(call.id());
        var output = Output.of("HostedZone", zoneXml(zone)).with("DelegationSet", delegation(zone));
        return XML.reply(200, "GetHostedZoneResponse", output.map());
    }

    private AwsReply deleteZone(Call call) {
        return changeReply("DeleteHostedZoneResponse", model.deleteZone(call.id()));
    }

    private AwsReply changeRecords(Call call) {
        XmlElement batch =
                call.body().child("ChangeBatch").orElseThrow(() -> DnsFaults.input("The request has no ChangeBatch."));
        List<Change.Entry> entries = batch.child("Changes").stream()
                .flatMap(changes -> changes.children("Change").stream())
                .map(RecordXml::entry)
                .toList();
        return changeReply("ChangeResourceRecordSetsResponse", model.change(call.id(), entries, batch.text("Comment")));
    }

    private AwsReply listRecords(Call call) {
        List<RecordSet> all = model.records(call.id());
        int from = RecordXml.start(all, call.query("name"), call.query("type"), call.query("identifier"));
        Page<RecordSet> page =
                Page.of(all, call.size(), Optional.of(Integer.toString(from)), DnsFaults.input("bad start"));
        Optional<RecordSet> next = page.next().map(place -> all.get(Integer.parseInt(place)));
        var sets = page.items().stream().map(RecordXml::written).toList();
        var output = Output.of("ResourceRecordSets", new Items("ResourceRecordSet", sets))
                .with("IsTruncated", next.isPresent())
                .with("MaxItems", call.size())
                .maybe("NextRecordName", next.map(RecordSet::name))
                .maybe("NextRecordType", next.map(RecordSet::type))
                .maybe(
                        "NextRecordIdentifier",
                        next.map(set -> set.key().setId()).filter(id -> !id.isEmpty()));
        return XML.reply(200, "ListResourceRecordSetsResponse", output.map());
    }

    private AwsReply createCheck(Call call) {
        XmlElement body = call.body();
        HealthCheck made = model.createCheck(RecordXml.required(body, "CallerReference"), HealthXml.target(body));
        return XML.reply(
                201,
                "CreateHealthCheckResponse",
                Output.of("HealthCheck", HealthXml.written(made)).map(),
                Map.of("Location", VERSION + "/healthcheck/" + made.id()));
    }

    private AwsReply listChecks(Call call) {
        Page<HealthCheck> page = call.page(model.checks());
        var checks = page.items().stream().map(HealthXml::written).toList();
        var output = Output.of("HealthChecks", new Items("HealthCheck", checks))
                .with("Marker", call.query("marker").orElse(""))
                .with("IsTruncated", page.next().isPresent())
                .maybe("NextMarker", page.next())
                .with("MaxItems", call.size());
        return XML.reply(200, "ListHealthChecksResponse", output.map());
    }

    private AwsReply check(Call call) {
        var output = Output.of("HealthCheck", HealthXml.written(model.check(call.id())));
        return XML.reply(200, "GetHealthCheckResponse", output.map());
    }

    private AwsReply deleteCheck(Call call) {
        model.deleteCheck(call.id());
        return XML.reply(200, "DeleteHealthCheckResponse", Output.empty());
    }

    private AwsReply checkStatus(Call call) {
        var observations = HealthXml.observations(model.healthy(call.id()), model.now());
        var output = Output.of("HealthCheckObservations", new Items("HealthCheckObservation", observations));
        return XML.reply(200, "GetHealthCheckStatusResponse", output.map());
    }

    private static AwsReply changeReply(String root, Change change) {
        return XML.reply(200, root, Output.of("ChangeInfo", changeXml(change)).map());
    }

    private static Map<String, Object> changeXml(Change change) {
        return Output.of("Id", "/change/" + change.id())
                .with("Status", change.status())
                .with("SubmittedAt", change.submitted())
                .maybe("Comment", change.comment())
                .map();
    }

    private static Items zonesXml(List<HostedZone> zones) {
        return new Items(
                "HostedZone", zones.stream().map(Route53Service::zoneXml).toList());
    }

    private static Map<String, Object> zoneXml(HostedZone zone) {
        var config = Output.of("PrivateZone", false).maybe("Comment", zone.comment());
        return Output.of("Id", "/hostedzone/" + zone.id())
                .with("Name", zone.name())
                .with("CallerReference", zone.callerReference())
                .with("Config", config.map())
                .with("ResourceRecordSetCount", zone.recordSets())
                .map();
    }

    private static Map<String, Object> delegation(HostedZone zone) {
        return Output.of("NameServers", new Items("NameServer", List.of("ns-1." + zone.name())))
                .map();
    }
}
