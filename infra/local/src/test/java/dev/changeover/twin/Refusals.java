package dev.changeover.twin;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import dev.changeover.twin.model.AwsError;
import org.assertj.core.api.ObjectAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** How a test says that AWS would refuse. */
public final class Refusals {
    private Refusals() {}

    public static ObjectAssert<AwsError> assertRefused(String code, ThrowingCallable call) {
        return assertThatThrownBy(call).asInstanceOf(type(AwsError.class)).satisfies(error -> {
            org.assertj.core.api.Assertions.assertThat(error.code()).isEqualTo(code);
        });
    }
}
