/** What an operator is shown before, while and after a changeover runs: the words and the JSON that all doors share. */
package dev.changeover.view;
