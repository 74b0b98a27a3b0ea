package dev.changeover.twin.model;

import dev.changeover.core.model.Region;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Who asked for what, counted: what CloudTrail would tell of an account. Asking counts, whatever came of it, since a
 * permission is asked about before anything else is.
 */
public final class Calls {
    /**
     * So many different calls are told apart; the functions, the shop and an operator together make some three
     * hundred. What is new after that is counted as left out, so that a caller with ever new names fills no memory.
     */
    public static final int DIFFERENT_MAX = 5_000;

    /** Stands for the resource of a call that names none. */
    public static final String NOTHING_NAMED = "*";

    /**
     * One permission that somebody needed.
     *
     * @param caller the access key; a function's is the name of its role
     * @param action as IAM names it, such as {@code lambda:InvokeFunction}
     * @param on the ARN of what is named, or {@link #NOTHING_NAMED}
     */
    public record Call(String caller, Region region, String action, String on) {}

    private final Map<Call, LongAdder> counts = new ConcurrentHashMap<>();
    private final LongAdder leftOut = new LongAdder();

    public void count(Call call) {
        LongAdder known = counts.get(call);
        if (known == null && counts.size() >= DIFFERENT_MAX) {
            leftOut.increment();
        } else {
            (known == null ? counts.computeIfAbsent(call, _ -> new LongAdder()) : known).increment();
        }
    }

    /** What was asked so far, and how often. */
    public Map<Call, Long> counted() {
        Map<Call, Long> now = new LinkedHashMap<>();
        counts.forEach((call, times) -> now.put(call, times.sum()));
        return now;
    }

    /** How many calls came when there was no room for another different one. */
    public long leftOut() {
        return leftOut.sum();
    }
}
