package dev.changeover.cli.render;

import dev.changeover.core.journal.ChangeoverState;
import dev.changeover.core.journal.Event;
import dev.changeover.core.journal.Progress.Status;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.step.StepName;
import dev.changeover.drive.Listener;
import dev.changeover.view.EventWords;
import dev.changeover.view.Ink;
import dev.changeover.view.Mark;
import dev.changeover.view.Words;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;

/** Progress on a terminal: a line a step, the last one alive with what it waits for. */
public final class LiveProgress implements Listener {
    /** ECMA-48: back to the first column, and erase the line. */
    private static final String REDRAW = "\r\u001b[2K";

    private final PrintStream err;
    private final Ink ink;
    private final int columns;
    private final EventWords words;
    private final Map<StepName, Instant> began = new EnumMap<>(StepName.class);
    private boolean drawn;
    private String doing = "";
    private String followed = "";

    public LiveProgress(PrintStream err, Ink ink, int columns) {
        this.err = err;
        this.ink = ink;
        this.columns = columns;
        this.words = new EventWords(ink);
    }

    @Override
    public void event(ChangeoverId id, Event event) {
        switch (event) {
            case Event.StepStarted(var step, var at) -> {
                began.put(step, at);
                doing = "";
                draw(step, at);
            }
            case Event.ActionIntended(var step, var action, var at) -> {
                doing = action.inWords();
                draw(step, at);
            }
            case Event.WaitBegan(var step, var reason, var detail, var at) -> {
                doing = reason.inWords() + " (" + detail + ")";
                draw(step, at);
            }
            case Event.StepSatisfied(var step, var evidence, var at) ->
                line(ink.mark(Mark.DONE, name(step)) + "  " + took(step, at) + "  " + evidence);
            case Event.StepHalted(var step, var reason, var _, var at) ->
                line(ink.mark(Mark.HALTED, name(step)) + "  " + took(step, at) + "  halted: " + reason.inWords());
            case Event.ActionAnswered answered -> doing = Words.of(answered.answer());
            case Event.Started started -> line(words.of(started));
            case Event.DriverTook took -> line("  " + words.of(took));
            case Event.DriverLeft left -> line("  " + words.of(left));
            case Event.FindingsRecorded found -> line("  " + words.of(found));
            case Event.VerbGiven verb -> line("  " + words.of(verb));
            case Event.DebtOwed owed -> line("  " + words.of(owed));
            case Event.DebtPaid paid -> line("  " + words.of(paid));
            case Event.DebtIntended debt -> line("  " + words.of(debt));
            case Event.DebtAnswered answered -> line("  " + words.of(answered));
            case Event.Ended ended -> line(words.of(ended));
        }
    }

    @Override
    public void resting(ChangeoverState state, Instant now) {
        if (state.phase() instanceof ChangeoverState.Phase.Paused) {
            doing = "paused; changeover resume " + state.request().id();
        }
        state.current().ifPresent(step -> {
            if (state.progress(step.name()).status() instanceof Status.Running) {
                draw(step.name(), now);
            }
        });
    }

    @Override
    public void following(String driver, Instant until) {
        if (!driver.equals(followed)) {
            line("Driven by " + driver + " until " + Words.clock(until) + " at least; looking on.");
            followed = driver;
        }
    }

    private void draw(StepName step, Instant now) {
        String text = ink.mark(Mark.RUNNING, name(step)) + "  " + took(step, now) + "  " + doing;
        err.print(REDRAW + cut(text));
        err.flush();
        drawn = true;
    }

    /** A line that stays, above the live one. */
    private void line(String text) {
        err.println((drawn ? REDRAW : "") + text);
        drawn = false;
    }

    private String took(StepName step, Instant now) {
        return String.format("%9s", Words.of(Duration.between(began.getOrDefault(step, now), now)));
    }

    private static String name(StepName step) {
        return String.format("%-14s", step);
    }

    /** A live line must not wrap: the terminal would only erase its last row. */
    private String cut(String text) {
        int hidden = text.length() - text.replaceAll("\u001b\\[[0-9;]*m", "").length();
        int room = columns - 1 + hidden;
        return text.length() <= room ? text : text.substring(0, room - 1) + (ink.unicode() ? "…" : ">");
    }
}
