/** How things read on a terminal and as JSON. Nothing here decides or waits. */
package dev.changeover.cli.render;
