/** What core needs from the world: ports, and what they say in views, actions and answers. */
package dev.changeover.core.port;
