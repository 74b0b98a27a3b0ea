package dev.changeover.core.model;

/** The ARN of a CloudWatch alarm. */
public record AlarmArn(String value) implements Comparable<AlarmArn> {
    private static final String PREFIX = "alarm:";

    public AlarmArn {
        Arn.of(value, "cloudwatch", PREFIX);
        new Region(Arn.parse(value).region()); // an alarm is always of one Region
    }

    public Region region() {
        return new Region(Arn.parse(value).region());
    }

    /** The alarm's name, the last part of the ARN. */
    public String name() {
        return Arn.parse(value).resource().substring(PREFIX.length());
    }

    @Override
    public int compareTo(AlarmArn other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
