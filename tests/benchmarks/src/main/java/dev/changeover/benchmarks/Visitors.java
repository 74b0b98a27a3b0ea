package dev.changeover.benchmarks;

import dev.changeover.shop.traffic.Traffic;
import dev.changeover.shop.traffic.TrafficSettings;
import dev.changeover.twin.account.ShopEstate;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The shoppers of every benchmark: 200 requests a second, every fourth an order, as issue 2 says. */
final class Visitors {
    static final TrafficSettings.Rate RATE = new TrafficSettings.Rate(200, 4);

    private Visitors() {}

    static Traffic come(Place place) {
        var dns = new InetSocketAddress(
                InetAddress.getLoopbackAddress(), place.ports().dns());
        return Traffic.start(new TrafficSettings(
                ShopEstate.DOMAIN,
                place.ports().shop(0),
                dns,
                RATE,
                place.folder("ledger").resolve("shoppers")));
    }
}
