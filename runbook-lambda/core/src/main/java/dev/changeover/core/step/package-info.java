/** The steps of a changeover, and the pure rules that decide each of them. */
package dev.changeover.core.step;
