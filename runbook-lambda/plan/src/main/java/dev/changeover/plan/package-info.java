/** Plan files: read with every fault explained, and written so that they read back equal. */
package dev.changeover.plan;
