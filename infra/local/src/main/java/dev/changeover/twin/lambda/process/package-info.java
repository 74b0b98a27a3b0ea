/** Functions as real processes: the stock runtime client against a Lambda Runtime API of the twin's own. */
package dev.changeover.twin.lambda.process;
