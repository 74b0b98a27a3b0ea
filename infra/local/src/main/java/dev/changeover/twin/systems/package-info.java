/** Systems Manager in a process of its own, which may be killed at any instant and goes on when it is back. */
package dev.changeover.twin.systems;
