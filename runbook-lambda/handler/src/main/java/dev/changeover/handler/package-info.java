/** The Lambda functions: each takes one event, does a bounded piece of work, and answers or goes on by itself. */
package dev.changeover.handler;
