/** Who did or tried what, kept for those who ask afterwards. */
package dev.changeover.core.audit;
