/** The commands, one class each. */
package dev.changeover.cli.command;
