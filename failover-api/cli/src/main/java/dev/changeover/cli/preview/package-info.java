/** What a changeover would find and touch, before anybody says yes. */
package dev.changeover.cli.preview;
