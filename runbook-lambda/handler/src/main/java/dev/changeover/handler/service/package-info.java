/** What the failover API stands on, opened: the same behind API Gateway and in the twin. */
package dev.changeover.handler.service;
