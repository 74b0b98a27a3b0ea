package dev.changeover.cli.twin;

import dev.changeover.cli.Desk;
import java.util.List;

/** All commands that concern the twin. */
public final class TwinCommands {
    private TwinCommands() {}

    public static List<Object> all(Desk desk) {
        return List.of(
                new UpCommand(desk),
                new DownCommand(desk),
                new EnvCommand(desk),
                new OutageCommand(desk),
                new HealCommand(desk));
    }
}
