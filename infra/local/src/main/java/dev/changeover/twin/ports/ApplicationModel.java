package dev.changeover.twin.ports;

import dev.changeover.core.model.Site;
import java.util.List;
import java.util.Optional;

/** The application as the twin's model knows it in virtual time: what its probes say and where its name leads. */
public interface ApplicationModel {
    /** Writes a row through the secret's version with this label; empty if it worked, else why not. */
    Optional<String> write(Site site, String secretStage);

    /** What DNS answers for this name: names and addresses of the whole chain. */
    List<String> resolve(String name);
}
