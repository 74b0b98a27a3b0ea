package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * DB cluster parameter groups, as far as a changeover minds them: one parameter. The twin's databases do not block on
 * it; what it would do on AWS is for readiness to find.
 */
public final class ParameterGroups {
    public static final String GLOBAL_RPO = "rds.global_db_rpo";

    /** Seconds (Aurora user guide, "Managing RPOs", read 2026). */
    public static final int GLOBAL_RPO_MIN = 20;

    static final String FAMILY = "aurora-postgresql17";
    private static final String DEFAULT = "default." + FAMILY;

    private final Map<String, Map<String, String>> groups = new TreeMap<>();
    private final Map<ClusterArn, String> groupOf = new ConcurrentHashMap<>();

    /** The group a cluster has; one it was never given is the family's own. */
    public String of(ClusterArn cluster) {
        return groupOf.getOrDefault(cluster, DEFAULT);
    }

    public synchronized void create(Region region, String name, String family) {
        if (!family.equals(FAMILY)) {
            throw RdsErrors.value("The twin knows the family " + FAMILY + " only, not " + family + ".");
        }
        if (groups.putIfAbsent(key(region, name), new HashMap<>()) != null) {
            throw new AwsError("DBParameterGroupAlreadyExists", 400, "Parameter group " + name + " already exists.");
        }
    }

    /** What somebody has set in the group. */
    public synchronized Map<String, String> set(Region region, String name) {
        return Map.copyOf(existing(region, name));
    }

    public synchronized void modify(Region region, String name, String parameter, String value) {
        if (name.startsWith("default.")) {
            throw new AwsError("InvalidDBParameterGroupState", 400, "A default parameter group cannot be modified.");
        }
        if (!parameter.equals(GLOBAL_RPO)) {
            throw RdsErrors.value("Could not find parameter with name: " + parameter);
        }
        if (!value.matches("\\d{2,10}")
                || Long.parseLong(value) < GLOBAL_RPO_MIN
                || Long.parseLong(value) > Integer.MAX_VALUE) {
            throw RdsErrors.value("Invalid parameter value: " + value + " for: " + parameter + " allowed values are: "
                    + GLOBAL_RPO_MIN + "-" + Integer.MAX_VALUE);
        }
        existing(region, name).put(parameter, value);
    }

    public synchronized void give(ClusterArn cluster, String name) {
        existing(cluster.region(), name);
        groupOf.put(cluster, name);
    }

    private Map<String, String> existing(Region region, String name) {
        if (name.equals(DEFAULT)) {
            return new HashMap<>();
        }
        return Optional.ofNullable(groups.get(key(region, name)))
                .orElseThrow(() ->
                        new AwsError("DBParameterGroupNotFound", 404, "DBClusterParameterGroup not found: " + name));
    }

    private static String key(Region region, String name) {
        return region + "/" + name.toLowerCase(Locale.ROOT);
    }
}
