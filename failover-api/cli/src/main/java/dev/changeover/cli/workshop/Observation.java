package dev.changeover.cli.workshop;

/**
 * One step of the workshop.
 *
 * @param name the same in every run, for scripts
 * @param done what was done, for people
 * @param observed what was seen then, with figures
 * @param ok whether it was as promised
 */
record Observation(String name, String done, String observed, boolean ok) {}
