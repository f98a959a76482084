/** Work that is due at a time: one table, written in the caller's transaction, done once. */
@NullMarked
package dev.mortar.due;

import org.jspecify.annotations.NullMarked;
