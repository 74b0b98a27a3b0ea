package dev.changeover.shop;

/** Something the shop stands on does not answer for now; the message is half a sentence for whoever asked. */
final class Away extends RuntimeException {
    Away(String message) {
        super(message, null, false, false);
    }
}
