/** The turn: observe, decide, act at most once, record. */
package dev.changeover.core.run;
