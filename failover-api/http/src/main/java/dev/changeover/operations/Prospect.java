package dev.changeover.operations;

import dev.changeover.view.Outlook;
import java.util.List;

/**
 * What a changeover would find, lose and touch, and what it was decided on.
 *
 * @param version travels with the confirmation
 * @param reasons why no start is allowed whatever was found
 * @param others changeovers of other applications that run now
 */
public record Prospect(
        Outlook outlook, String version, List<Reason> reasons, PastRuns.Figures past, List<Told> others) {
    public Prospect {
        reasons = List.copyOf(reasons);
        others = List.copyOf(others);
    }

    public boolean mayStart() {
        return outlook.live().isEmpty() && outlook.blocking().isEmpty() && reasons.isEmpty();
    }
}
