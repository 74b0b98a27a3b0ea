package dev.changeover.cli.command;

import dev.changeover.cli.Desk;
import dev.changeover.cli.ExitCode;
import dev.changeover.cli.Refusal;
import java.util.Optional;

/** Has a person say yes with words that cannot be typed by accident. */
final class Confirmation {
    private final Desk desk;

    Confirmation(Desk desk) {
        this.desk = desk;
    }

    void demand(String phrase, Optional<String> given) {
        String said = given.orElseGet(() -> asked(phrase));
        if (!said.strip().equals(phrase)) {
            throw new Refusal(
                    ExitCode.CONFIRMATION_REFUSED,
                    "Not confirmed: '" + said.strip() + "' is not '" + phrase + "'. Nothing was started.",
                    "Type the phrase exactly, or give --confirm \"" + phrase + "\".");
        }
    }

    Loss loss() {
        if (!desk.streams().interactive()) {
            throw new Refusal(
                    ExitCode.CONFIRMATION_REFUSED,
                    "Not confirmed: an ungraceful changeover needs the loss you accept. Nothing was started.",
                    "Add --accept-loss 5s, or --accept-loss unknown.");
        }
        String said = desk.streams()
                .ask("How much may be lost? Type a time such as 5s, or 'unknown': ")
                .orElse("");
        return Loss.parse(said)
                .orElseThrow(() -> new Refusal(
                        ExitCode.CONFIRMATION_REFUSED,
                        "Not confirmed: '" + said.strip() + "' is neither a time nor 'unknown'. Nothing was started.",
                        "Type a time such as 5s, or give --accept-loss."));
    }

    private String asked(String phrase) {
        if (!desk.streams().interactive()) {
            throw new Refusal(
                    ExitCode.CONFIRMATION_REFUSED,
                    "Not confirmed: there is no terminal to type the phrase on. Nothing was started.",
                    "Add --confirm \"" + phrase + "\".");
        }
        return desk.streams().ask("Type '" + phrase + "' to start: ").orElse("");
    }
}
