/** Drives changeovers from this machine: takes turns, waits, holds the lease, and tells a listener what happens. */
package dev.changeover.drive;
