/** One message as bytes and offsets, decoded only where somebody looks. */
@NullMarked
package dev.mortar.mapping.text;

import org.jspecify.annotations.NullMarked;
