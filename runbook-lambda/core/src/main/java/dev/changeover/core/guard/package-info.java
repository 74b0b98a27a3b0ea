/** Whether a changeover may start: by a person, a drill or an alarm. */
package dev.changeover.core.guard;
