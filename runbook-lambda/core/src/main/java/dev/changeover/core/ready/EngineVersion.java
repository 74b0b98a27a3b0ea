package dev.changeover.core.ready;

import java.util.Arrays;
import java.util.List;

/** Whether two engine versions of one global database may change places. */
enum EngineVersion {
    SAME,
    /** Most Aurora PostgreSQL patch levels may differ, some may not (Aurora global database upgrades page, 2026). */
    OTHER_PATCH,
    INCOMPATIBLE;

    /** Aurora MySQL writes its own version behind this, and that must match exactly (same page). */
    private static final String MYSQL = "mysql_aurora";

    /** Aurora PostgreSQL: major and minor, such as 16.4; what follows is the patch. */
    private static final int MAJOR_AND_MINOR = 2;

    static EngineVersion compare(String one, String other) {
        if (one.equals(other)) {
            return SAME;
        }
        boolean mysql = one.contains(MYSQL) || other.contains(MYSQL);
        return !mysql && minor(one).equals(minor(other)) ? OTHER_PATCH : INCOMPATIBLE;
    }

    private static List<String> minor(String version) {
        return Arrays.stream(version.split("\\.", -1)).limit(MAJOR_AND_MINOR).toList();
    }
}
