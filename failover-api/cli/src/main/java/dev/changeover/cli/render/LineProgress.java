package dev.changeover.cli.render;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.drive.Listener;
import dev.changeover.view.ChangeoverJson;
import dev.changeover.view.Json;
import java.io.PrintStream;

/** Events as data: one JSON object a line, each as soon as it is durable. */
public final class LineProgress implements Listener {
    private final PrintStream out;

    public LineProgress(PrintStream out) {
        this.out = out;
    }

    @Override
    public void event(ChangeoverId id, Event event) {
        out.println(Json.line(ChangeoverJson.of(id, event)));
        out.flush();
    }
}
