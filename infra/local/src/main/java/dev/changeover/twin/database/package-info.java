/**
 * Real PostgreSQL servers behind the twin's RDS: they hold rows, replicate them over links that can be slowed and cut,
 * and move their writer as an Aurora global database does.
 */
package dev.changeover.twin.database;
