package dev.changeover.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.changeover.twin.model.AwsError;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a test says that AWS would refuse. */
public final class Refusals {
    private Refusals() {}

    public static AbstractThrowableAssert<?, AwsError> assertRefused(String code, ThrowingCallable call) {
        AwsError refusal = catchThrowableOfType(AwsError.class, call);
        assertThat(refusal).as("a refusal " + code).isNotNull();
        assertThat(refusal.code()).isEqualTo(code);
        return assertThat(refusal);
    }
}
