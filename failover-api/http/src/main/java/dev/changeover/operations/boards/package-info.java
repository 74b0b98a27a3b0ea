/** The service's boards over what core keeps: guards, readiness, drills and the audit. */
package dev.changeover.operations.boards;
