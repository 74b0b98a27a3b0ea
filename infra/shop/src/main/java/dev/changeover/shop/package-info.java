/**
 * The Unicorn shop: an ordinary application that takes its database from Secrets Manager.
 *
 * <p>It knows nothing of failover. What lets it move is only this: it reads the secret again when the database refuses
 * or breaks, it keeps a request trying for as long as its budget lasts, and it acknowledges nothing before COMMIT.
 */
package dev.changeover.shop;
