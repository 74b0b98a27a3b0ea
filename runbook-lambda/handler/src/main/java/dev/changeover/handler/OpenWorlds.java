package dev.changeover.handler;

import dev.changeover.aws.AwsWorld;
import dev.changeover.core.model.ApplicationPlan;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * AWS, or the twin where a plan names one, with the connections kept from one event to the next. For one thread: a
 * function takes one event at a time.
 */
final class OpenWorlds implements Worlds {
    /** Enough for the changeovers that one sandbox serves in turn; each holds a few connections. */
    static final int KEPT_MAX = 8;

    private final Map<ApplicationPlan, AwsWorld> open = new LinkedHashMap<>(KEPT_MAX, 1, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<ApplicationPlan, AwsWorld> eldest) {
            if (size() <= KEPT_MAX) {
                return false;
            }
            eldest.getValue().close();
            return true;
        }
    };

    @Override
    public AwsWorld of(ApplicationPlan plan) {
        return open.computeIfAbsent(plan, AwsWorld::open);
    }
}
