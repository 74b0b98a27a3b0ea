/** What a changeover measured, told from its journal. */
package dev.changeover.core.report;
