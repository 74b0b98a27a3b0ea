package dev.changeover.shop;

import java.io.PrintStream;
import java.time.Instant;

/** What the shop tells its operator: one line a change, never one a request, and never a secret. */
final class Notices {
    private final PrintStream out;
    private boolean secretReadable = true;

    Notices(PrintStream out) {
        this.out = out;
    }

    void say(String sentence) {
        out.println(Instant.now() + " " + sentence);
    }

    void changed(Standing before, Standing after) {
        String now = after.trouble().isEmpty() ? "writes are taken" : after.trouble();
        if (!before.trouble().equals(after.trouble()) || !before.getClass().equals(after.getClass())) {
            say(now + host(after));
        }
    }

    synchronized void unreadable(String why, boolean known) {
        if (secretReadable) {
            say(why + (known ? "; going on with the last secret known" : "; no secret is known yet"));
        }
        secretReadable = false;
    }

    synchronized void readable() {
        if (!secretReadable) {
            say("the secret can be read again");
        }
        secretReadable = true;
    }

    private static String host(Standing standing) {
        return switch (standing) {
            case Standing.Writable(var pool) -> " by " + pool.secret().host();
            case Standing.ReadOnly _, Standing.Down _ -> "";
        };
    }
}
