package dev.changeover.cli.twin;

import dev.changeover.core.model.ApplicationPlan;
import dev.changeover.plan.PlanFile;
import dev.changeover.twin.model.Ports;
import dev.changeover.twin.world.TwinSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Where one twin's files lie below the command line's home. */
public record TwinHome(Path home, Ports ports) {
    public Path folder() {
        return home.resolve("twins").resolve(Integer.toString(ports.base()));
    }

    /** Unpacked servers, shared by all twins of this home. */
    public Path cache() {
        return home.resolve("cache");
    }

    Path log() {
        return folder().resolve("twin.log");
    }

    /** What the stacks told of which this twin's world was made, if it was. */
    public Path outputs() {
        return folder().resolve("outputs.json");
    }

    /** The five endpoints, as {@code describe-cluster} tells them. */
    public Path cluster() {
        return folder().resolve("cluster.json");
    }

    /** Among the plans that commands find by themselves. */
    Path plan() {
        return home.resolve("plans").resolve("twin-" + ports.base() + ".plan.yaml");
    }

    public TwinSettings settings(TwinSettings.Pace pace, List<String> shop) {
        return new TwinSettings(ports, folder(), cache(), pace, shop);
    }

    public void make() {
        try {
            Files.createDirectories(folder());
            Files.createDirectories(cache());
            Files.createDirectories(plan().getParent());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** Whole or not at all: somebody may be reading it. */
    void writePlan(ApplicationPlan application) {
        try {
            Path draft = folder().resolve("plan.draft");
            Files.writeString(draft, PlanFile.write(application));
            Files.move(draft, plan(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    void removePlan() {
        try {
            Files.deleteIfExists(plan());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }
}
