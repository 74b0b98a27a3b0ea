/** AWS Secrets Manager in the twin: secrets, their versions and labels, and their copies in other Regions. */
package dev.changeover.twin.secrets;
