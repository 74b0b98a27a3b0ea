package dev.changeover.shop;

/** What a caller sent makes no sense; the message says in one sentence what would. */
final class BadRequest extends RuntimeException {
    BadRequest(String message) {
        super(message, null, false, false);
    }
}
