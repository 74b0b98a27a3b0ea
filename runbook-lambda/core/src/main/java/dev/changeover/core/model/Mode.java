package dev.changeover.core.model;

/** Two different requests, never a flag: graceful loses nothing and needs both Regions, ungraceful may lose writes. */
public enum Mode {
    GRACEFUL,
    UNGRACEFUL
}
