package dev.changeover.aws;

/** No credentials could be had on this machine, so nothing was sent. */
final class NoCredentials extends RuntimeException {
    NoCredentials(RuntimeException cause) {
        super("no AWS credentials: " + cause.getMessage(), cause);
    }
}
