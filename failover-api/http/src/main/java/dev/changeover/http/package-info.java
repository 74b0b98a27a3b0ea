/** The failover API: one function from request to response, and the doors to it. */
package dev.changeover.http;
