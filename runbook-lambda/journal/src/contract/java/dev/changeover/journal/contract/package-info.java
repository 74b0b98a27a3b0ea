/** What every journal is held to, whatever it is kept in. */
package dev.changeover.journal.contract;
