/** Decides what a changeover does next. Depends on {@code java.*} only. */
package dev.changeover.core;
