/** The append-only events of a changeover, and the one fold from events to state. */
package dev.changeover.core.journal;
