/** Lambda in each Region: functions, their invocations, and the port to where they run. */
package dev.changeover.twin.lambda;
