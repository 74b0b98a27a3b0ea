/** The workshop: a shopper's cart is followed through a blocked bucket, a dark Region, and the way back. */
package dev.changeover.cli.workshop;
