/** AWS Systems Manager in the twin: Automation documents, the engine that runs them, and Parameter Store. */
package dev.changeover.twin.ssm;
