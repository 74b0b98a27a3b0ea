package dev.changeover.twin.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * As whom the servers run, and what pins them to this process: PostgreSQL refuses to run as root.
 *
 * @param prefix what stands before the program
 * @param pinned whether the prefix takes {@code --pdeathsig}, so that servers end with this process
 * @param owner who must own the data, when it is not this process's own user
 */
record ServerUser(List<String> prefix, boolean pinned, Optional<Integer> owner) {
    /** {@code nobody} on Linux. */
    private static final int NOBODY = 65534;

    private static final int ROOT = 0;

    private static final ServerUser AS_IS = new ServerUser(List.of(), false, Optional.empty());

    private static final ServerUser AS_IS_PINNED = new ServerUser(List.of("setpriv"), true, Optional.empty());

    static final ServerUser AS_NOBODY = new ServerUser(
            List.of("setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups"), true, Optional.of(NOBODY));

    /**
     * In a user namespace of its own root is nobody, yet its files stay its own: this works below directories that
     * only root may enter. The pin comes last, because changing the namespace clears it.
     */
    private static final ServerUser IN_OWN_NAMESPACE =
            new ServerUser(List.of("unshare", "-U", "--", "setpriv"), true, Optional.empty());

    /**
     * Enters and writes where only root may: for root that may make no namespace, as in a chroot. Without the bit it
     * would not count for initdb, which asks with {@code access()}.
     */
    static final ServerUser AS_NOBODY_ANYWHERE = new ServerUser(
            Stream.concat(
                            AS_NOBODY.prefix.stream(),
                            Stream.of(
                                    "--inh-caps=+dac_override",
                                    "--ambient-caps=+dac_override",
                                    "--securebits=+no_setuid_fixup"))
                    .toList(),
            true,
            Optional.of(NOBODY));

    /** The first way that can execute {@code program} and write below each of the {@code folders}. */
    static ServerUser choose(Path program, List<Path> folders) {
        boolean root = uid(folders.getFirst()) == ROOT;
        List<ServerUser> ways =
                root ? List.of(AS_NOBODY, IN_OWN_NAMESPACE, AS_NOBODY_ANYWHERE) : List.of(AS_IS_PINNED, AS_IS);
        var complaints = new ArrayList<String>();
        for (ServerUser way : ways) {
            Optional<String> complaint = folders.stream()
                    .flatMap(folder -> way.complaint(program, folder).stream())
                    .findFirst();
            if (complaint.isEmpty()) {
                return way;
            }
            complaints.add(
                    way.prefix.isEmpty() ? complaint.get() : String.join(" ", way.prefix) + ": " + complaint.get());
        }
        throw new DatabaseTrouble("PostgreSQL cannot be run from here as " + System.getProperty("user.name") + " ("
                + String.join("; ", complaints) + "); "
                + (root
                        ? "start the twin as an ordinary user."
                        : "give the twin a directory that this user may write."));
    }

    List<String> command(String deathSignal, List<String> program) {
        return Stream.of(prefix, pinned ? List.of("--pdeathsig", deathSignal) : List.<String>of(), program)
                .flatMap(List::stream)
                .toList();
    }

    /** Gives a tree to the user who will run a server on it. */
    void own(Path tree) throws IOException {
        if (owner.isPresent()) {
            Folders.give(tree, owner.get());
        }
    }

    /** Why this way cannot execute {@code program} or not write below {@code folder}. */
    Optional<String> complaint(Path program, Path folder) {
        Path probe = folder.resolve(".probe-" + ProcessHandle.current().pid());
        try {
            Files.createDirectories(probe);
            Folders.closeToOthers(probe);
            own(probe);
            return Launcher.complaint(
                    command(
                            Launcher.KILL,
                            List.of("sh", "-c", "\"$0\" --version && : > \"$1/x\"", "" + program, "" + probe)),
                    "");
        } catch (IOException denied) {
            return Optional.of(Folders.reason(denied));
        } finally {
            removeQuietly(probe);
        }
    }

    private static void removeQuietly(Path probe) {
        try {
            Folders.remove(probe);
        } catch (IOException left) {
            probe.toFile().deleteOnExit();
        }
    }

    private static int uid(Path folder) {
        Path probe = folder.resolve(".owner-" + ProcessHandle.current().pid());
        try {
            Files.deleteIfExists(probe);
            Files.createFile(probe);
            return (Integer) Files.getAttribute(probe, "unix:uid");
        } catch (IOException denied) {
            throw new DatabaseTrouble(
                    "The directory " + folder + " cannot be written: " + Folders.reason(denied) + ".", denied);
        } finally {
            removeQuietly(probe);
        }
    }
}
