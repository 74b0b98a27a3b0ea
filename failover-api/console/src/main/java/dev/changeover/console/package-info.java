/** The operator console: one HTML file that each Region's API serves, and the same as a bundle for a bucket. */
package dev.changeover.console;
