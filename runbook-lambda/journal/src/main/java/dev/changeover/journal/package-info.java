/** Events as JSON lines, and the journal that keeps them in files. */
package dev.changeover.journal;
