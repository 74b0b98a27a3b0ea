package dev.changeover.plan;

import java.net.URI;

/** The addresses a plan may name. Each check throws what is wrong, for {@link Value#as}. */
final class Urls {
    private static final String LOOPBACK = "127.0.0.1";

    private Urls() {}

    static URI page(String text) {
        URI url = URI.create(text);
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        if (!web || url.getHost() == null) {
            throw new IllegalArgumentException("it must begin with http:// or https:// and name a host");
        }
        if (url.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a plan holds no user name and no password");
        }
        return url;
    }

    static URI ofTwin(String text) {
        URI url = page(text);
        if (!onThisMachine(url)) {
            throw new IllegalArgumentException("the twin answers on " + LOOPBACK + " only");
        }
        return url;
    }

    /** By number, not by name: a name can be made to lead elsewhere. */
    static boolean onThisMachine(URI url) {
        return LOOPBACK.equals(url.getHost());
    }
}
