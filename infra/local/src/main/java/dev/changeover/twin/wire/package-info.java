/** The AWS wire protocols in front of the model. */
package dev.changeover.twin.wire;
