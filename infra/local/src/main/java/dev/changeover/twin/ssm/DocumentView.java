package dev.changeover.twin.ssm;

import java.util.Map;

/** A version of a document, and what stands around it. */
record DocumentView(DocumentVersion version, Runbook runbook, int latest, int standard, Map<String, String> tags) {}
