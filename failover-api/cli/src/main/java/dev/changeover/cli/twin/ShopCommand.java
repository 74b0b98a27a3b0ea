package dev.changeover.cli.twin;

import dev.changeover.aws.Carriers;
import dev.changeover.shop.ShopMain;
import dev.changeover.twin.child.SameJava;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How the sample application is started on this machine: the same Java, the same jars, a process of its own. */
public final class ShopCommand {
    private static final Path SETPRIV = Path.of("/usr/bin/setpriv");

    private ShopCommand() {}

    /** The command without its system properties; the main class comes last. */
    public static List<String> line() {
        List<String> line = new ArrayList<>();
        if (Files.isExecutable(SETPRIV)) { // the shop then ends with its parent, even when that is killed
            line.addAll(List.of(SETPRIV.toString(), "--pdeathsig", "KILL"));
        }
        line.addAll(SameJava.command(
                ShopMain.class, List.of("-Xmx96m", "-Djava.net.preferIPv4Stack=true", Carriers.flag())));
        return List.copyOf(line);
    }
}
