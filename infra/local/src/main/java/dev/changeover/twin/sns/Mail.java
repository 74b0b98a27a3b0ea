package dev.changeover.twin.sns;

import java.time.Instant;
import java.util.Optional;

/** An e-mail that the twin would have sent. It goes nowhere: it lies in the inbox. */
public record Mail(String topicArn, String to, Optional<String> subject, String body, Instant at) {}
