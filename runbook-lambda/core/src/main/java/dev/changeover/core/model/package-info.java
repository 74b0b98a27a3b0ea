/** The words of Changeover as values: Regions, ARNs, the application and its plan. */
package dev.changeover.core.model;
