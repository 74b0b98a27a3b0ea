/**
 * Makes the twin's world from synthesized CloudFormation templates: reads them, refuses what cannot be made before
 * anything is, and makes the rest through the twin's own models, in the order that the templates ask for.
 */
package dev.changeover.twin.formation;
