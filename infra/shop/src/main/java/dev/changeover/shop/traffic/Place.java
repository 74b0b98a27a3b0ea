package dev.changeover.shop.traffic;

import java.net.InetSocketAddress;
import java.time.Instant;

/** Where a name leads. */
sealed interface Place {
    /** {@code name} ends the CNAME chain: the Region's own name. The answer may be used until {@code until}. */
    record Found(String name, InetSocketAddress address, Instant until) implements Place {}

    /** {@code why} is one sentence. Nobody remembers it: the next one asks again. */
    record Unknown(String why) implements Place {}
}
