/** The Systems Manager documents, as they are published. */
package dev.changeover.documents;
