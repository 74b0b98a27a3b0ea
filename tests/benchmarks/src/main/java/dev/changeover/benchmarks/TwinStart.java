package dev.changeover.benchmarks;

import dev.changeover.twin.world.Twin;
import java.io.IOException;

/**
 * How long a twin takes from nothing until the shop and the failover service answer in both Regions: with an empty
 * cache, and with what a twin before has unpacked. Takes the number of rounds of each kind.
 */
public final class TwinStart {
    private static final int ROUNDS_DEFAULT = 5;

    /** Issue 2, "How fast", in ms. */
    private static final double COLD_MAX = 15_000;

    private static final double WARM_MAX = 4_000;

    private TwinStart() {}

    public static void main(String[] arguments) throws IOException {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : ROUNDS_DEFAULT;
        var figures = new Figures();
        Place.printMachine();
        try (var place = new Place()) {
            for (int round = 0; round < rounds; round++) {
                start(figures, place, "start, cold", "cache-" + round);
                start(figures, place, "start, warm", "cache-" + round);
            }
        }
        figures.print();
        figures.against("start, cold", COLD_MAX);
        figures.against("start, warm", WARM_MAX);
    }

    private static void start(Figures figures, Place place, String what, String cache) throws IOException {
        long from = System.nanoTime();
        Twin twin = Twin.start(place.twin("home-" + from, cache));
        long deploying = System.nanoTime();
        Service service = Service.deploy(place, cache, twin);
        figures.since(what, from);
        figures.since(what + ": of it the service's deployment", deploying);
        long ending = System.nanoTime();
        service.close();
        twin.close();
        figures.since("end", ending);
    }
}
