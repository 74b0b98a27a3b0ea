/** The twin's name server: answers from Route 53's zones, and from zones whose addresses the twin makes up itself. */
package dev.changeover.twin.dns;
