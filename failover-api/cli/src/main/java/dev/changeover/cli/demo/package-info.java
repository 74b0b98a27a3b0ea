/** The demonstration: there and back, with a disaster in between, measured by shoppers. */
package dev.changeover.cli.demo;
