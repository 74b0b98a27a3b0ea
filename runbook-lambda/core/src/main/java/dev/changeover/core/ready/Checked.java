package dev.changeover.core.ready;

import dev.changeover.core.port.PortFailure;
import dev.changeover.core.ready.ReadinessFinding.Code;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * One check that was made, or could not be.
 *
 * @param evidence what was seen; empty when nothing could be
 * @param findings what is wrong with it; empty is fine
 */
public record Checked(Check check, String evidence, Instant measuredAt, List<ReadinessFinding> findings) {
    public Checked {
        findings = List.copyOf(findings);
    }

    /** Gathers the findings of one check. */
    static final class Gathering {
        private final Check check;
        private final List<ReadinessFinding> findings = new ArrayList<>();
        private final List<String> evidence = new ArrayList<>();
        private Instant measuredAt = Instant.MAX;

        Gathering(Check check) {
            this.check = check;
        }

        /** Something seen. The check is as old as the oldest thing it rests on. */
        Gathering saw(String what, Instant at) {
            evidence.add(what);
            return at(at);
        }

        Gathering found(Code code, String what, Instant at) {
            findings.add(new ReadinessFinding(check, code, what, at));
            return at(at);
        }

        Gathering unreadable(PortFailure why, Instant at) {
            return found(Code.UNREADABLE, why.toString(), at);
        }

        private Gathering at(Instant at) {
            measuredAt = at.isBefore(measuredAt) ? at : measuredAt;
            return this;
        }

        Checked done() {
            return new Checked(check, String.join("; ", evidence), measuredAt, findings);
        }
    }
}
