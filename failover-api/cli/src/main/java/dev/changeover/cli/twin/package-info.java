/** The commands that concern the twin: up, down, env, outage, heal, demo. */
package dev.changeover.cli.twin;
