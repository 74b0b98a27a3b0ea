package dev.changeover.twin.lambda;

import dev.changeover.core.model.Region;
import java.time.Instant;

/** A function as it stands, or as it stood when a version of it was published. */
public record FunctionVersion(Region region, String version, FunctionSpec spec, Instant modified, String revision) {
    public String name() {
        return spec.name();
    }

    /** Without the version. */
    public String functionArn() {
        return FunctionName.arn(region, spec.name());
    }

    /** With the version, unless it is the latest. */
    public String arn() {
        return isLatest() ? functionArn() : functionArn() + ":" + version;
    }

    public boolean isLatest() {
        return version.equals(FunctionName.LATEST);
    }
}
