/**
 * What an operator may do and see, without a word of HTTP: the same for the API's server, the API Gateway
 * handler and the alarm handler. Every outcome is a type; weather is an answer, never an exception.
 */
package dev.changeover.operations;
