package dev.changeover.cli.demo;

/** The demonstration cannot go on; one sentence says why. */
final class DemoFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DemoFailure(String message) {
        super(message);
    }
}
