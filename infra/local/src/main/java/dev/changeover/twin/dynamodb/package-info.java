/** Amazon DynamoDB in the twin: tables, their items, and global tables of multi-Region strong consistency. */
package dev.changeover.twin.dynamodb;
