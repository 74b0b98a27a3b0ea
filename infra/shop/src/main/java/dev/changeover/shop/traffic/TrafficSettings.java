package dev.changeover.shop.traffic;

import java.net.InetSocketAddress;
import java.nio.file.Path;

/**
 * Who comes, how often, and where what they saw is kept.
 *
 * @param name the shop's public name, resolved through {@code dns}
 * @param portDefault where the shop listens if DNS has no SRV record for it
 * @param dns the DNS server to ask, and the only one
 * @param rate how often shoppers come and what they do
 * @param ledger the file every acknowledged write and every failure is appended to; made if missing
 */
public record TrafficSettings(String name, int portDefault, InetSocketAddress dns, Rate rate, Path ledger) {
    /**
     * An exact drumbeat, so that the gap between two writes is known.
     *
     * @param perSecond requests a second
     * @param writeEvery each so-maniest request is an order, the others read the catalogue
     */
    public record Rate(int perSecond, int writeEvery) {
        /** Above this one generator on a small machine measures itself. */
        private static final int PER_SECOND_MAX = 5_000;

        public Rate {
            within("rate", perSecond, 1, PER_SECOND_MAX);
            within("writeEvery", writeEvery, 1, 1_000);
        }
    }

    public TrafficSettings {
        if (name.isBlank()) {
            throw new IllegalArgumentException("the name of the shop is missing");
        }
        within("port", portDefault, 1, 65_535);
    }

    private static void within(String name, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(name + " must be " + min + " to " + max + ", not " + value);
        }
    }
}
