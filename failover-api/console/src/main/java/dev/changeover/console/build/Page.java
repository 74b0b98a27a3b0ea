package dev.changeover.console.build;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;

/** The page's text, and the policy that lets a browser run this script and no other. */
final class Page {
    // Enough to tell one page from another in the name of a cache.
    private static final int SHORT_BYTES = 6;

    private Page() {}

    static String of(String template, String early, String script, String style) {
        if ((early + script).contains("</script") || style.contains("</style")) {
            throw new IllegalStateException("a source ends its own element");
        }
        return template.replace("{policy}", policy(early, script, style))
                .replace("{style}", style)
                .replace("{early}", early)
                .replace("{script}", script);
    }

    /** Connections are told more narrowly by the header of the service that serves the page; a bucket sends none. */
    private static String policy(String early, String script, String style) {
        return "default-src 'none'; script-src '" + hash(early) + "' '" + hash(script) + "'; style-src '" + hash(style)
                + "'; "
                + "connect-src 'self' https: http://127.0.0.1:* http://localhost:*; img-src data:; worker-src 'self'; "
                + "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types changeover";
    }

    private static String hash(String text) {
        return "sha256-" + Base64.getEncoder().encodeToString(digest(text));
    }

    static String shortDigest(String text) {
        return HexFormat.of().formatHex(digest(text), 0, SHORT_BYTES);
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
