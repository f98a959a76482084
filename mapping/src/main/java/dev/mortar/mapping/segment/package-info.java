/** One class a segment map: rows as typed values. */
@NullMarked
package dev.mortar.mapping.segment;

import org.jspecify.annotations.NullMarked;
