package dev.changeover.browser;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One twin for all classes that leave it as they found it: whole, and active in us-east-1. It ends after the last. */
final class SharedTwin implements BeforeAllCallback {
    /** Far from the ports of the other modules' twins. */
    private static final int PORT = 26_600;

    private static final ExtensionContext.Namespace OURS = ExtensionContext.Namespace.create(SharedTwin.class);

    private TwinProcess twin;

    @Override
    public void beforeAll(ExtensionContext context) {
        Browsers.require();
        twin = context.getRoot()
                .getStore(OURS)
                .computeIfAbsent(TwinProcess.class, _ -> TwinProcess.up(PORT), TwinProcess.class);
    }

    TwinProcess twin() {
        return twin;
    }
}
