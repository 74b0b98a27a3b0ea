package dev.changeover.cli.render;

import dev.changeover.core.journal.Event;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.drive.Listener;
import dev.changeover.view.EventWords;
import dev.changeover.view.Ink;
import dev.changeover.view.Words;
import java.io.PrintStream;
import java.time.Instant;

/** Progress where there is no terminal: one line an event, with its own time. */
public final class PlainProgress implements Listener {
    private final PrintStream err;
    private final EventWords words;
    private String followed = "";

    public PlainProgress(PrintStream err, Ink ink) {
        this.err = err;
        this.words = new EventWords(ink);
    }

    @Override
    public void event(ChangeoverId id, Event event) {
        String step = EventWords.step(event).map(name -> name + ": ").orElse("");
        err.println(Words.clock(event.at()) + "  " + step + words.of(event));
    }

    @Override
    public void following(String driver, Instant until) {
        if (!driver.equals(followed)) {
            err.println("Driven by " + driver + " until " + Words.clock(until) + " at least; looking on.");
            followed = driver;
        }
    }
}
