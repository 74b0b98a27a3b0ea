/** A drill: there and back, measured and judged. Its own small journal, so that it can be killed and gone on with. */
package dev.changeover.core.drill;
