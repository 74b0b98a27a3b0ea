/** The twin's AWS account: every service's model over one timeline, and the sample application set up in it. */
package dev.changeover.twin.account;
