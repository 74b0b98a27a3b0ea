/** Whether an application could move now: what is looked at, what was found, and where that is kept. */
package dev.changeover.core.ready;
