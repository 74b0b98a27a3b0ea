/** What the world is told of a changeover, each fact once. */
package dev.changeover.core.notice;
