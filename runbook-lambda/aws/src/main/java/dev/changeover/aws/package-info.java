/** Core's ports spoken to AWS, or to the twin in its place: translation, and nothing else. */
package dev.changeover.aws;
