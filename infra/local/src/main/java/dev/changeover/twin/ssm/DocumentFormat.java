package dev.changeover.twin.ssm;

/** How a document's content is written. AWS's third, TEXT, is for packages, which the twin has not. */
public enum DocumentFormat {
    YAML,
    JSON
}
