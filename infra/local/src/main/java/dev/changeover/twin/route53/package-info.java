/** Amazon Route 53 in the twin: hosted zones, records and health checks, and which record answers. */
package dev.changeover.twin.route53;
