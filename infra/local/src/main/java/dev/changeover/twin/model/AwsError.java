package dev.changeover.twin.model;

import java.util.Map;

/**
 * A refusal in AWS's own words. The model throws it, the wire renders it in the protocol of the service.
 *
 * <p>{@code fields} are further members of the error's shape, such as {@code retryAfterSeconds} of a throttled call.
 */
public final class AwsError extends RuntimeException {
    private final String code;
    private final int status;
    private final transient Map<String, Object> fields;

    public AwsError(String code, int status, String message) {
        this(code, status, message, Map.of());
    }

    public AwsError(String code, int status, String message, Map<String, Object> fields) {
        super(message, null, false, false);
        this.code = code;
        this.status = status;
        this.fields = Map.copyOf(fields);
    }

    /** AWS's code for it as it stands on the wire, such as {@code InvalidGlobalClusterStateFault}. */
    public String code() {
        return code;
    }

    /** The HTTP status AWS sends with it. */
    public int status() {
        return status;
    }

    public Map<String, Object> fields() {
        return fields;
    }
}
