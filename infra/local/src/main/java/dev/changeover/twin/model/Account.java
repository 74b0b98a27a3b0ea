package dev.changeover.twin.model;

import dev.changeover.core.model.Region;

/** The one account of the twin, and the names it gives. */
public final class Account {
    /** Twelve zeros: no account of AWS has this number, so nothing named by it can be mistaken for a real resource. */
    public static final String ID = "000000000000";

    private Account() {}

    /** The ARN of a Regional resource, such as {@code arn:aws:rds:us-east-1:000000000000:cluster:orders}. */
    public static String arn(String service, Region region, String resource) {
        return "arn:aws:" + service + ":" + region + ":" + ID + ":" + resource;
    }

    /** The ARN of a resource of no Region. */
    public static String arn(String service, String resource) {
        return "arn:aws:" + service + "::" + ID + ":" + resource;
    }
}
