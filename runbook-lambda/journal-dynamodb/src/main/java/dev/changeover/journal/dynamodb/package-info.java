/** The journal in a DynamoDB global table, where it outlives the loss of a Region. */
package dev.changeover.journal.dynamodb;
