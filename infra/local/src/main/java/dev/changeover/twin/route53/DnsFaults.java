package dev.changeover.twin.route53;

import dev.changeover.twin.model.AwsError;
import java.util.List;

/** Route 53's refusals; codes and statuses from botocore's route53 2013-04-01 model, words as callers report them. */
final class DnsFaults {
    private DnsFaults() {}

    static AwsError noSuchZone(String id) {
        return new AwsError("NoSuchHostedZone", 404, "No hosted zone found with ID: " + id);
    }

    static AwsError zoneExists(String reference) {
        return new AwsError(
                "HostedZoneAlreadyExists",
                409,
                "A hosted zone has already been created with the specified caller reference: " + reference);
    }

    static AwsError zoneNotEmpty() {
        return new AwsError(
                "HostedZoneNotEmpty",
                400,
                "The specified hosted zone contains non-required resource record sets and so cannot be deleted.");
    }

    static AwsError badDomain(String name) {
        return new AwsError("InvalidDomainName", 400, name + " is not a valid domain name");
    }

    static AwsError noSuchCheck(String id) {
        return new AwsError("NoSuchHealthCheck", 404, "A health check with id " + id + " does not exist.");
    }

    static AwsError checkExists(String reference) {
        return new AwsError(
                "HealthCheckAlreadyExists",
                409,
                "A health check with caller reference " + reference + " exists and has other settings.");
    }

    static AwsError checkInUse(String id) {
        return new AwsError("HealthCheckInUse", 400, "The health check " + id + " is used by a resource record set.");
    }

    static AwsError noSuchChange(String id) {
        return new AwsError("NoSuchChange", 404, "A change with id " + id + " does not exist.");
    }

    static AwsError input(String message) {
        return new AwsError("InvalidInput", 400, message);
    }

    /** A batch with faults; AWS lists every one of them. */
    static AwsError batch(List<String> faults) {
        return new AwsError("InvalidChangeBatch", 400, "[" + String.join(", ", faults) + "]");
    }
}
