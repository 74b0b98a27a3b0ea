package dev.changeover.core.model;

/** The ARN of a secret in one Region. */
public record SecretArn(String value) {
    public SecretArn {
        Arn.of(value, "secretsmanager", "secret:");
    }

    public Region region() {
        return new Region(Arn.parse(value).region());
    }

    @Override
    public String toString() {
        return value;
    }
}
