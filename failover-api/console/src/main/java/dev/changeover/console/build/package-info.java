/** Makes the console's one file from its sources, while Maven builds. Not part of the jar. */
package dev.changeover.console.build;
