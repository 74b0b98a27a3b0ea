package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A DB cluster by Region and identifier; its text is its ARN. RDS keeps identifiers in lower case. */
public record ClusterArn(Region region, String id) {
    private static final Pattern TEXT =
            Pattern.compile("arn:aws:rds:([a-z0-9-]+):" + Account.ID + ":cluster:([a-zA-Z0-9-]+)");

    public ClusterArn {
        id = id.toLowerCase(Locale.ROOT);
    }

    /** Empty when it is no ARN of a DB cluster of this account. */
    public static Optional<ClusterArn> parse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new ClusterArn(new Region(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    DataPlane.Server server() {
        return new DataPlane.Server(id, region);
    }

    @Override
    public String toString() {
        return Account.arn("rds", region, "cluster:" + id);
    }
}
