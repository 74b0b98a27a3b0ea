package dev.changeover.twin.s3;

import java.util.Optional;

/** A bucket's static web site: the page of a folder, and the page for whatever is not there. */
public record Website(String indexSuffix, Optional<String> errorKey) {
    public Website {
        if (indexSuffix.isEmpty() || indexSuffix.contains("/")) {
            throw S3Errors.invalidArgument("The IndexDocument Suffix is not well formed");
        }
    }
}
