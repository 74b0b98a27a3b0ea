/** Puts the twin together: ports, processes, the sample application, start and end. */
package dev.changeover.twin.world;
