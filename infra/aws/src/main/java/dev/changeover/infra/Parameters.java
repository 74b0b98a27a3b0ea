package dev.changeover.infra;

import dev.changeover.core.model.Region;
import java.nio.file.Path;
import java.util.List;

/**
 * What whoever deploys decides, as {@code parameters.yaml} has it.
 *
 * @param domain the zone that is made, which traffic's name and the edge's name are below
 * @param witness the Region that holds the journal table's third vote and no data anybody reads
 * @param functions what they are deployed as
 * @param sample whether what the sample shop needs is there too
 * @param secretKeys the ARNs of the customer keys that the applications' secrets are encrypted with, if any
 * @param plans the plan files of the applications that are moved; none before their databases exist
 */
public record Parameters(
        String account,
        String application,
        String domain,
        Home primary,
        Home secondary,
        Region witness,
        Create create,
        Database database,
        Promise promise,
        People people,
        Packaging functions,
        Sample sample,
        List<String> secretKeys,
        List<Path> plans) {
    public Parameters {
        secretKeys = List.copyOf(secretKeys);
        plans = List.copyOf(plans);
    }

    /**
     * One of the two Regions.
     *
     * @param zones how many availability zones to be in
     * @param network the addresses of its VPC
     * @param answer where the application is found there; the record of traffic's name leads to it
     * @param console where operators find the console there, ending in a slash
     */
    public record Home(Region region, int zones, String network, String answer, String console) {}

    /** What the functions are deployed as; docs/lambda.md says what each is good for. */
    public enum Packaging {
        /** A zip on the managed runtime. */
        ZIP,

        /** An image with a cache of what is loaded at the start; the handlers' {@code src/image/assemble} fills it. */
        IMAGE
    }

    /** An application to practise with. */
    public enum Sample {
        /** Its table and servers in each Region, and its pages and API at the edge; docs/twin.md says what it is. */
        SHOP,

        /** Only what the adopted application has itself. */
        NONE
    }

    /** What is made, and what is there already. */
    public record Create(boolean routing, boolean database, boolean edge) {}

    /** The members of the global database, the same in both Regions. */
    public record Database(String engineVersion, String instanceClass, int instances) {}

    /** The objectives, as a plan file writes them, and the second one in seconds for an alarm. */
    public record Promise(String rto, String rpo, long rpoSeconds) {}

    /**
     * Whom to tell, and whom to let in.
     *
     * @param notices mail addresses
     * @param breakGlass the ARN of the user or role that may take the break-glass role
     */
    public record People(List<String> notices, String breakGlass) {
        public People {
            notices = List.copyOf(notices);
        }
    }

    List<Home> homes() {
        return List.of(primary, secondary);
    }

    List<Region> regions() {
        return List.of(primary.region(), secondary.region());
    }

    String trafficName() {
        return "api." + domain;
    }

    String edgeName() {
        return "www." + domain;
    }
}
