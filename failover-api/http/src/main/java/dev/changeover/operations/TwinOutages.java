package dev.changeover.operations;

import dev.changeover.core.model.Region;
import java.util.List;

/** What somebody has made to go wrong in a twin, to practise. A service on AWS has none. */
public interface TwinOutages {
    /** Both Regions, the primary first. */
    List<Site> regions();

    /** What else is planned to go wrong, in words. */
    List<String> others();

    /** Takes the Region away; when it is the service's own, only once the answer about it has left. */
    void darken(Region region);

    /** Gives it back. Its databases rejoin in their own time. */
    void heal(Region region);

    record Site(Region region, boolean dark) {}
}
