package dev.changeover.core.notice;

import dev.changeover.core.model.ApplicationName;
import dev.changeover.core.model.ChangeoverId;
import dev.changeover.core.ready.VerdictChange;
import dev.changeover.core.step.StepName;
import java.time.Instant;
import java.util.Optional;

/**
 * One fact worth telling.
 *
 * @param key the fact's own name: whoever hears of one key twice has heard of one fact
 * @param state the fact in one word, such as an outcome or a reason's code
 * @param sentence the fact in words, for people
 */
public record Notice(
        String key,
        Kind kind,
        ApplicationName application,
        Optional<ChangeoverId> changeover,
        Optional<StepName> step,
        String state,
        String sentence,
        Instant at) {

    /** The kinds of fact. Their words stand in rules that others wrote, and never change. */
    public enum Kind {
        CHANGEOVER_STARTED("changeover started", true),
        STEP_ENDED("step ended", false),
        WAITING_FOR_PERSON("waiting for a person", true),
        CHANGEOVER_ENDED("changeover ended", true),
        READINESS_CHANGED("readiness changed", true);

        private final String inWords;
        private final boolean forPeople;

        Kind(String inWords, boolean forPeople) {
            this.inWords = inWords;
            this.forPeople = forPeople;
        }

        public String inWords() {
            return inWords;
        }

        /** Whether people are told too, and not machines alone. */
        public boolean forPeople() {
            return forPeople;
        }
    }

    /**
     * Readiness is of no changeover, so its key is made of the application, the place and the time.
     *
     * @param place from where it was looked: each Region looks for itself, and may find something else
     */
    public static Notice readinessChanged(ApplicationName application, String place, VerdictChange change) {
        return new Notice(
                "readiness/" + application + "/" + place + "/" + change.at().toEpochMilli(),
                Kind.READINESS_CHANGED,
                application,
                Optional.empty(),
                Optional.empty(),
                change.is(),
                "Readiness of " + application + ", seen from " + place + ", changed from " + change.was() + " to "
                        + change.is() + ".",
                change.at());
    }
}
