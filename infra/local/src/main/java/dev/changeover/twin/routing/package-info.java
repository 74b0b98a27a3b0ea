/** Routing controls (Application Recovery Controller) in the twin: their configuration, their states, their rules. */
package dev.changeover.twin.routing;
