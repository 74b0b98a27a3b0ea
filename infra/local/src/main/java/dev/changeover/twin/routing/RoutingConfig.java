package dev.changeover.twin.routing;

import dev.changeover.core.model.Region;
import dev.changeover.twin.model.Account;
import dev.changeover.twin.model.Regions;
import dev.changeover.twin.model.Timeline;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The control plane of routing controls: clusters, panels, controls and safety rules come and go here. */
public final class RoutingConfig {
    static final String SIGNING_NAME = "route53-recovery-control-config";

    /** Where the control plane lives; with it, nothing here answers (AWS ARC guide, planes, read 2026). */
    public static final Region HOME = Regions.answering(SIGNING_NAME, Regions.US_EAST_1);

    // AWS ARC quotas, read 2026.
    private static final int CLUSTERS_MAX = 2;
    private static final int PANELS_MAX = 50;
    private static final int CONTROLS_PER_PANEL_MAX = 100;
    private static final int CONTROLS_PER_CLUSTER_MAX = 300;
    private static final int RULES_MAX = 20;

    /** botocore route53-recovery-control-config 2020-11-02. */
    private static final Pattern NAME = Pattern.compile("\\S{1,64}");

    private static final String DEFAULT_PANEL = "DefaultControlPanel";

    private record Made(Object request, String arn) {}

    /** Where and how this control plane deploys; {@code url} gives the address of an endpoint 0 to 4. */
    record Place(Duration deployment, Function<Integer, String> url) {}

    private final Timeline timeline;
    private final Place place;
    private final Estate estate;
    private final Map<String, Made> tokens = new HashMap<>();
    private long minted;

    RoutingConfig(Timeline timeline, Place place, Estate estate) {
        this.timeline = timeline;
        this.place = place;
        this.estate = estate;
    }

    public Cluster createCluster(String name, Optional<String> token) {
        return timeline.call(() -> {
            requireName(name);
            String arn = once(token, "cluster " + name, () -> {
                estate.clusters.refuseIfAny(
                        cluster -> cluster.name().equals(name),
                        RoutingFaults.configConflict("A cluster named " + name + " already exists."));
                requireRoom(estate.clusters.where(_ -> true), CLUSTERS_MAX, "clusters in an account");
                String made = prefix() + "cluster/" + mint("cluster", 32);
                estate.clusters.put(made, new Cluster(made, name, endpoints()), deployed());
                String panel = prefix() + "controlpanel/" + mint("panel", 32);
                estate.panels.put(panel, new ControlPanel(panel, made, DEFAULT_PANEL, true), deployed());
                return made;
            });
            return estate.clusters.require(arn);
        });
    }

    private List<Cluster.Endpoint> endpoints() {
        return IntStream.range(0, Regions.ARC_ENDPOINTS.size())
                .mapToObj(i -> new Cluster.Endpoint(
                        Regions.ARC_ENDPOINTS.get(i), place.url().apply(i)))
                .toList();
    }

    public ControlPanel createPanel(String clusterArn, String name, Optional<String> token) {
        return timeline.call(() -> {
            String arn = once(token, "panel " + clusterArn + " " + name, () -> {
                estate.clusters.require(clusterArn);
                requireName(name);
                List<ControlPanel> siblings =
                        estate.panels.where(panel -> panel.clusterArn().equals(clusterArn));
                if (siblings.stream().anyMatch(panel -> panel.name().equals(name))) {
                    throw RoutingFaults.configConflict("A control panel named " + name + " already exists.");
                }
                requireRoom(siblings, PANELS_MAX, "control panels in a cluster");
                String made = prefix() + "controlpanel/" + mint("panel", 32);
                estate.panels.put(made, new ControlPanel(made, clusterArn, name, false), deployed());
                return made;
            });
            return estate.panels.require(arn);
        });
    }

    /** Without a panel the control goes to the cluster's default one. */
    public RoutingControl createControl(
            String clusterArn, Optional<String> panelArn, String name, Optional<String> token) {
        return timeline.call(() -> {
            estate.clusters.require(clusterArn);
            ControlPanel panel = panelArn.map(estate.panels::require).orElseGet(() -> defaultPanel(clusterArn));
            if (!panel.clusterArn().equals(clusterArn)) {
                throw RoutingFaults.invalid("The control panel " + panel.arn() + " is not in cluster " + clusterArn);
            }
            String arn = once(token, "control " + panel.arn() + " " + name, () -> {
                requireName(name);
                List<RoutingControl> siblings = controls(panel.arn());
                if (siblings.stream().anyMatch(control -> control.name().equals(name))) {
                    throw RoutingFaults.configConflict("A routing control named " + name + " already exists.");
                }
                requireRoom(siblings, CONTROLS_PER_PANEL_MAX, "routing controls in a control panel");
                requireRoom(ofCluster(clusterArn), CONTROLS_PER_CLUSTER_MAX, "routing controls in a cluster");
                String made = panel.arn() + "/routingcontrol/" + mint("control", 16);
                estate.controls.put(made, new RoutingControl(made, panel.arn(), name), deployed());
                return made;
            });
            return estate.controls.require(arn);
        });
    }

    private ControlPanel defaultPanel(String clusterArn) {
        return estate.panels
                .where(panel -> panel.clusterArn().equals(clusterArn) && panel.isDefault())
                .getFirst();
    }

    private List<RoutingControl> ofCluster(String clusterArn) {
        return estate.controls.where(control ->
                estate.panels.require(control.panelArn()).clusterArn().equals(clusterArn));
    }

    /** The rule comes without an ARN and goes with one. */
    public SafetyRule createRule(SafetyRule wanted, Optional<String> token) {
        return timeline.call(() -> {
            SafetyRule.Terms terms = wanted.terms();
            String arn = once(token, "rule " + wanted, () -> {
                estate.panels.require(terms.panelArn());
                Stream.concat(wanted.counted().stream(), wanted.guarded().stream())
                        .forEach(control -> requireInPanel(control, terms.panelArn()));
                requireName(terms.name());
                requireSense(wanted);
                if (rules(terms.panelArn()).stream()
                        .anyMatch(rule -> rule.terms().name().equals(terms.name()))) {
                    throw RoutingFaults.invalid("A safety rule named " + terms.name() + " already exists.");
                }
                requireRoom(rules(terms.panelArn()), RULES_MAX, "safety rules in a control panel");
                String made = terms.panelArn() + "/safetyrule/" + mint("rule", 16);
                estate.rules.put(made, wanted.withArn(made), deployed());
                return made;
            });
            return estate.rules.require(arn);
        });
    }

    private void requireInPanel(String controlArn, String panelArn) {
        if (estate.controls
                .find(controlArn)
                .filter(control -> control.panelArn().equals(panelArn))
                .isEmpty()) {
            throw RoutingFaults.invalid("The routing control " + controlArn + " is not in control panel " + panelArn);
        }
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw RoutingFaults.invalid("A name has 1 to 64 characters, none of them a space: '" + name + "'");
        }
    }

    private static void requireSense(SafetyRule rule) {
        SafetyRule.Condition condition = rule.terms().condition();
        if (rule.counted().isEmpty()
                || rule.guarded().isEmpty()
                || rule.terms().rest().isNegative()) {
            throw RoutingFaults.invalid("A safety rule needs routing controls and a wait period of zero or more.");
        }
        if (condition.type() == SafetyRule.Type.ATLEAST
                && (condition.threshold() < 0
                        || condition.threshold() > rule.counted().size())) {
            throw RoutingFaults.invalid("Threshold " + condition.threshold() + " does not fit "
                    + rule.counted().size() + " routing controls.");
        }
    }

    public Cluster cluster(String arn) {
        return timeline.call(() -> estate.clusters.require(arn));
    }

    public ControlPanel panel(String arn) {
        return timeline.call(() -> estate.panels.require(arn));
    }

    public RoutingControl control(String arn) {
        return timeline.call(() -> estate.controls.require(arn));
    }

    public SafetyRule rule(String arn) {
        return timeline.call(() -> estate.rules.require(arn));
    }

    public List<Cluster> clusters() {
        return timeline.call(() -> estate.clusters.where(_ -> true));
    }

    public List<ControlPanel> panels(Optional<String> clusterArn) {
        return timeline.call(() -> {
            clusterArn.ifPresent(estate.clusters::require);
            return estate.panels.where(
                    panel -> clusterArn.isEmpty() || clusterArn.get().equals(panel.clusterArn()));
        });
    }

    public List<RoutingControl> controls(String panelArn) {
        return timeline.call(() -> {
            estate.panels.require(panelArn);
            return estate.controls.where(control -> control.panelArn().equals(panelArn));
        });
    }

    public List<SafetyRule> rules(String panelArn) {
        return timeline.call(() -> {
            estate.panels.require(panelArn);
            return estate.rules.where(rule -> rule.terms().panelArn().equals(panelArn));
        });
    }

    /** How far a cluster, panel, control or rule is; the ARN must be one of ours. */
    public DeployStatus status(String arn) {
        return timeline.call(() -> kind(arn).status(arn, timeline.now()));
    }

    /** A cluster goes with its default panel, once that is empty and the only one. */
    public void deleteCluster(String arn) {
        timeline.run(() -> {
            estate.clusters.require(arn);
            List<ControlPanel> panels = panels(Optional.of(arn));
            if (panels.size() > 1 || !ofCluster(arn).isEmpty()) {
                throw RoutingFaults.configConflict("The cluster still has control panels or routing controls.");
            }
            panels.forEach(panel -> drop(panel.arn()));
            drop(arn);
        });
    }

    public void deletePanel(String arn) {
        timeline.run(() -> {
            if (estate.panels.require(arn).isDefault()) {
                throw RoutingFaults.configConflict("The default control panel can't be deleted.");
            }
            if (!controls(arn).isEmpty() || !rules(arn).isEmpty()) {
                throw RoutingFaults.configConflict("The control panel still has routing controls or safety rules.");
            }
            drop(arn);
        });
    }

    public void deleteControl(String arn) {
        timeline.run(() -> {
            estate.controls.require(arn);
            estate.rules.refuseIfAny(
                    rule -> rule.counted().contains(arn) || rule.guarded().contains(arn),
                    RoutingFaults.configConflict("The routing control is used by a safety rule."));
            drop(arn);
        });
    }

    public void deleteRule(String arn) {
        timeline.run(() -> {
            estate.rules.require(arn);
            drop(arn);
        });
    }

    private void drop(String arn) {
        Estate.Kind<?> kind = kind(arn);
        kind.leaving(arn);
        timeline.after(place.deployment(), () -> {
            kind.remove(arn);
            estate.forget(arn);
        });
    }

    private Estate.Kind<?> kind(String arn) {
        if (arn.contains("/safetyrule/")) {
            return estate.rules;
        }
        if (arn.contains("/routingcontrol/")) {
            return estate.controls;
        }
        return arn.contains(":cluster/") ? estate.clusters : estate.panels;
    }

    /** The same token and request make one thing; the same token for another request is a conflict. */
    private String once(Optional<String> token, Object request, Supplier<String> make) {
        Made before = token.map(tokens::get).orElse(null);
        if (before == null) {
            String arn = make.get();
            token.ifPresent(given -> tokens.put(given, new Made(request, arn)));
            return arn;
        }
        if (!before.request().equals(request)) {
            throw RoutingFaults.configConflict("The client token was used for another request.");
        }
        return before.arn();
    }

    private static void requireRoom(List<?> present, int max, String what) {
        if (present.size() >= max) {
            throw RoutingFaults.overQuota("The quota of " + max + " " + what + " is reached.");
        }
    }

    private Instant deployed() {
        return timeline.now().plus(place.deployment());
    }

    private String prefix() {
        return "arn:aws:route53-recovery-control::" + Account.ID + ":";
    }

    /** AWS draws ids at random; these follow from what came before, so a run can be repeated. */
    private String mint(String kind, int length) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest((kind + minted++).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest).substring(0, length);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }
}
