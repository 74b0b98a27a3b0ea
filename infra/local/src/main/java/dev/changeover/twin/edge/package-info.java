/** An HTTP edge that behaves as CloudFront does: behaviours by path, a cache, origin groups that fail over. */
package dev.changeover.twin.edge;
