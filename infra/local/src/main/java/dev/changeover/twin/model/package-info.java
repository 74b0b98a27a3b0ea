/** The deterministic model of AWS in two Regions: what each service remembers, refuses and takes time for. */
package dev.changeover.twin.model;
