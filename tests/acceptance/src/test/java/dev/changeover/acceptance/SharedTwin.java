package dev.changeover.acceptance;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * One twin for all classes that do not mind in which Region the shop is and what moved before. They hold {@link #LOCK},
 * so that one at a time works with it. It ends after the last class of all.
 */
final class SharedTwin implements BeforeAllCallback, AfterAllCallback {
    static final String LOCK = "the shared twin";

    private static final int PORT = 23_000;
    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(SharedTwin.class);

    private LiveTwin twin;

    @Override
    public void beforeAll(ExtensionContext context) {
        twin = context.getRoot().getStore(OURS).computeIfAbsent(LiveTwin.class, _ -> LiveTwin.up(PORT), LiveTwin.class);
    }

    /** The next class finds nothing broken and nobody at work, whatever became of this one. */
    @Override
    public void afterAll(ExtensionContext context) {
        twin.shell().close();
        twin.heal();
    }

    LiveTwin twin() {
        return twin;
    }
}
