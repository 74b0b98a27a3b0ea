/** Core's ports answered by the twin's model directly: no sockets, no threads, virtual time. */
package dev.changeover.twin.ports;
