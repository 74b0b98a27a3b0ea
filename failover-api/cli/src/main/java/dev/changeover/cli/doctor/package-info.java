/** Looks whether a changeover could be run from this machine, before one is needed. */
package dev.changeover.cli.doctor;
