package dev.changeover.aws;

import dev.changeover.core.port.PortFailure;

/** Who AWS takes us for in one Region. */
public sealed interface Identity {
    record Known(String arn) implements Identity {}

    record Unknown(PortFailure why) implements Identity {}
}
