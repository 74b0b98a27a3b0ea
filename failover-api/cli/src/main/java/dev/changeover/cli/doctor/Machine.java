package dev.changeover.cli.doctor;

import dev.changeover.cli.Desk;
import dev.changeover.plan.PlanFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a changeover needs of this machine. */
final class Machine {
    /** Java's feature number that the build is made for. */
    static final int JAVA_MIN = 25;

    /** A journal takes some 20 KiB a changeover; below this the machine is in trouble anyway. */
    static final long FREE_BYTES_MIN = 10L << 20;

    static final long FREE_BYTES_WARN = 200L << 20;

    private static final String CREDENTIALS = "Credentials";

    private final Desk desk;

    Machine(Desk desk) {
        this.desk = desk;
    }

    Check java() {
        int feature = Runtime.version().feature();
        String said = "Java " + Runtime.version();
        return feature >= JAVA_MIN
                ? Check.ok("Java", said)
                : Check.fail("Java", said, "Install a JDK " + JAVA_MIN + " and point JAVA_HOME at it.");
    }

    Check home() {
        Path home = desk.home();
        try {
            Files.createDirectories(home);
            Files.delete(Files.createTempFile(home, "doctor", ".tmp"));
            return Check.ok("Home", home + " can be written");
        } catch (IOException denied) {
            return Check.fail(
                    "Home", home + " cannot be written", "Mend its permissions, or choose another with --home.");
        }
    }

    Check disk() {
        Path existing = desk.home();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        try {
            long free = Files.getFileStore(existing).getUsableSpace();
            String said = (free >> 20) + " MiB free";
            if (free >= FREE_BYTES_WARN) {
                return Check.ok("Disk", said);
            }
            return free >= FREE_BYTES_MIN
                    ? Check.warn("Disk", said, "Make room: the journal must never be without.")
                    : Check.fail("Disk", said, "Make room: no changeover starts that the journal cannot hold.");
        } catch (IOException unknown) {
            return Check.warn("Disk", "cannot be measured: " + unknown.getMessage(), "Look at it by hand.");
        }
    }

    List<Check> plans() {
        List<Path> files = desk.plans().files();
        if (files.isEmpty()) {
            return List.of(Check.fail(
                    "Plans",
                    "none in " + desk.home().resolve("plans"),
                    "Put a *.plan.yaml there; in the disaster there is nothing to look names up in."));
        }
        List<Check> checks = new ArrayList<>();
        for (Path file : files) {
            checks.add(
                    switch (PlanFile.read(file)) {
                        case PlanFile.Reading.Valid(var plan) -> Check.ok("Plan", file + " of " + plan.name());
                        case PlanFile.Reading.Faulty(var faults) ->
                            Check.fail("Plan", faults.getFirst().toString(), "changeover plan validate " + file);
                    });
        }
        return checks;
    }

    /** Whether there are any; whether they are good only AWS knows, and it is not asked here. */
    Check credentials() {
        Map<String, String> environment = desk.environment();
        for (String name : List.of(
                "AWS_ACCESS_KEY_ID",
                "AWS_WEB_IDENTITY_TOKEN_FILE",
                "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
                "AWS_CONTAINER_CREDENTIALS_FULL_URI",
                "AWS_PROFILE")) {
            if (!environment.getOrDefault(name, "").isBlank()) {
                return Check.ok(CREDENTIALS, name + " is set");
            }
        }
        Path folder = Path.of(environment.getOrDefault("HOME", "."), ".aws");
        for (String file : List.of("credentials", "config")) {
            if (Files.isReadable(folder.resolve(file))) {
                return Check.ok(CREDENTIALS, folder.resolve(file) + " is there");
            }
        }
        return Check.fail(
                CREDENTIALS,
                "none in the environment, none in " + folder,
                "Set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, to the break-glass ones.");
    }
}
