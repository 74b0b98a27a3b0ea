package dev.changeover.twin.secrets;

import java.time.Instant;
import java.util.SortedSet;

/** One version as a caller sees it; {@code stages} are the labels it carries, none once it is deprecated. */
public record SecretVersion(String id, SecretValue value, Instant created, SortedSet<String> stages) {}
