package dev.changeover.twin.database;

import dev.changeover.core.model.Region;
import java.util.ArrayList;
import java.util.List;

/** Starts what a dark Region had, and joins again what its darkness parted. */
final class Recovery {
    private final Fleet fleet;
    private final Rejoin rejoin;

    Recovery(Fleet fleet, Rejoin rejoin) {
        this.fleet = fleet;
        this.rejoin = rejoin;
    }

    /** Goes on after a server that does not come back, and names all of those at the end. */
    void run(Region region) {
        var troubles = new ArrayList<String>();
        List<Node> writers = fleet.in(region).stream()
                .filter(node -> node.writer().isEmpty() && node.data().exists() && !node.isAlive())
                .toList();
        writers.forEach(node -> attempt(node::startAsWriter, troubles));
        fleet.all().stream()
                .filter(node -> node.writer().isPresent() && concerns(node, region))
                .forEach(node -> attempt(() -> join(node), troubles));
        if (!troubles.isEmpty()) {
            throw new DatabaseTrouble(String.join(" ", troubles));
        }
    }

    private static boolean concerns(Node replica, Region region) {
        return replica.server().region().equals(region)
                || replica.writer()
                        .filter(writer -> writer.server().region().equals(region))
                        .isPresent();
    }

    private void join(Node replica) {
        Node writer = replica.writer().orElseThrow();
        if (replica.isDark()) {
            return;
        }
        if (writer.isAlive()) {
            rejoin.attach(replica, writer);
        } else if (replica.data().exists() && !replica.isAlive()) {
            replica.startAsReplica(); // it answers reads until its own writer is back
        }
    }

    private static void attempt(Runnable work, List<String> troubles) {
        try {
            work.run();
        } catch (DatabaseTrouble why) {
            troubles.add(why.getMessage());
        }
    }
}
