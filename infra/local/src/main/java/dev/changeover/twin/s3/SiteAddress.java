package dev.changeover.twin.s3;

import dev.changeover.core.model.Region;
import java.util.Optional;

/**
 * Which bucket's site is asked for, and which path of it. The bucket stands in the host's name, as on AWS, or is the
 * first part of the path where nobody resolves such names.
 */
record SiteAddress(String bucket, String path, String root) {
    /** The names of a Region's sites end so. */
    static String zone(Region region) {
        return "s3-website-" + region + ".twin.test";
    }

    /** Empty when no bucket is named. {@code path} is decoded and begins with a slash. */
    static Optional<SiteAddress> of(Region region, String host, String path) {
        String name = host.replaceFirst(":\\d+$", "");
        String suffix = "." + zone(region);
        if (name.endsWith(suffix)) {
            return Optional.of(new SiteAddress(name.substring(0, name.length() - suffix.length()), path, ""));
        }
        int slash = path.indexOf('/', 1);
        String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
        return bucket.isEmpty()
                ? Optional.empty()
                : Optional.of(new SiteAddress(bucket, slash < 0 ? "/" : path.substring(slash), "/" + bucket));
    }
}
