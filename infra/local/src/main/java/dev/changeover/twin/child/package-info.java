/** Processes that run our own jars. */
package dev.changeover.twin.child;
