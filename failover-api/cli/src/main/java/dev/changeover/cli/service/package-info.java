/** The failover service in the twin: the same documents, functions and API that are deployed to AWS. */
package dev.changeover.cli.service;
