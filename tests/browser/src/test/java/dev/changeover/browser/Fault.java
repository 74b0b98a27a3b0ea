package dev.changeover.browser;

/** How a fixture service lies, or dies. */
enum Fault {
    NONE,
    /** The connection is closed without an answer. */
    SILENT,
    /** A proxy's error page, with status 502. */
    ERROR_500,
    /** A page in HTML, with status 200. */
    HTML,
    /** JSON that breaks off. */
    TRUNCATED,
    /** JSON that says nothing. */
    EMPTY_OBJECT,
    /** The right keys with values of the wrong shape below them. */
    WRONG_INSIDE,
    /** 401, whatever the token. */
    TOKEN_EXPIRED
}
