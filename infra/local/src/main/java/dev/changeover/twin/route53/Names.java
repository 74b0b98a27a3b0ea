package dev.changeover.twin.route53;

import java.util.Locale;
import java.util.regex.Pattern;

/** Domain names as Route 53 keeps them: absolute and in lower case. */
final class Names {
    /** A label of letters, digits, dashes and underscores, up to 63; RFC 1035, and RFC 2782 for the underscore. */
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,254}$)([a-z0-9_*]([a-z0-9_-]{0,62})\\.)+");

    private Names() {}

    static String absolute(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower : lower + ".";
    }

    static boolean valid(String absolute) {
        return DOMAIN.matcher(absolute).matches();
    }

    static boolean within(String name, String zone) {
        return name.equals(zone) || name.endsWith("." + zone);
    }
}
