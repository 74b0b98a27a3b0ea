/** The changeover command line: wires, asks, shows, and turns what happened into an exit code. */
package dev.changeover.cli;
