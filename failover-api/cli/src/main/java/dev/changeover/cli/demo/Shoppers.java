package dev.changeover.cli.demo;

import dev.changeover.core.model.Region;
import dev.changeover.shop.traffic.LostWrites;
import dev.changeover.shop.traffic.Traffic;
import dev.changeover.shop.traffic.TrafficSettings;
import dev.changeover.twin.account.ShopEstate;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.Twin;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;

/** The shoppers of the demonstration, and the ledger of what they were promised. */
final class Shoppers implements AutoCloseable {
    /** Requests a second, every fourth an order. */
    static final TrafficSettings.Rate RATE = new TrafficSettings.Rate(200, 4);

    private final Twin.Application application;
    private final Traffic traffic;

    private Shoppers(Twin.Application application, Traffic traffic) {
        this.application = application;
        this.traffic = traffic;
    }

    static Shoppers come(Twin twin, Ports ports, Path ledger) {
        var dns = new InetSocketAddress(InetAddress.getLoopbackAddress(), ports.dns());
        var settings = new TrafficSettings(ShopEstate.DOMAIN, ports.shop(0), dns, RATE, ledger);
        return new Shoppers(twin.application().orElseThrow(), Traffic.start(settings));
    }

    /** Whether orders are being acknowledged in the Region now. */
    boolean served(Region region, Instant since) {
        return traffic.acknowledged(since, Instant.now()).stream()
                .anyMatch(order -> order.region().equals(region.code()));
    }

    int acknowledged(Instant from, Instant to) {
        return traffic.acknowledged(from, to).size();
    }

    int failed(Instant from, Instant to) {
        return traffic.failures(from, to).size();
    }

    Duration writeOutage(Instant from, Instant to) {
        return traffic.writeOutage(from, to);
    }

    /** The orders that were acknowledged at any time and that the database in {@code writer} does not hold. */
    Set<UUID> missing(Region writer) {
        try {
            return LostWrites.missing(application.jdbcUrl(writer), application.access(), traffic.acknowledged());
        } catch (SQLException unreadable) {
            throw new IllegalStateException("the orders in " + writer + " cannot be counted", unreadable);
        }
    }

    @Override
    public void close() {
        traffic.close();
    }
}
