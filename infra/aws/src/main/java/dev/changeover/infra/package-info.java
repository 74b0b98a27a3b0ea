/** What lies in an AWS account: the stacks, and what each function may do. */
package dev.changeover.infra;
