package dev.changeover.benchmarks;

import dev.changeover.twin.world.Twin;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;

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

    private static void start(Figures figures, Place place, String what, String cache) {
        long from = System.nanoTime();
        var service = new AtomicReference<Service>();
        Twin twin = Twin.start(place.twin("home-" + from, cache), standing -> {
            figures.since(what + ": until the estate stands", from);
            service.set(Service.deploy(place, cache, standing));
            figures.since(what + ": until the service is deployed", from);
        });
        figures.since(what, from);
        long ending = System.nanoTime();
        service.get().close();
        twin.close();
        figures.since("end", ending);
    }
}
