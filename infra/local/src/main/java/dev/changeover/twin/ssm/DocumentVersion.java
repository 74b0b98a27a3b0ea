package dev.changeover.twin.ssm;

import java.time.Instant;
import java.util.Optional;

/** One version of a document, as it was sent. */
public record DocumentVersion(
        String document,
        int number,
        Optional<String> versionName,
        DocumentFormat format,
        String content,
        Instant created) {}
