/** One class a message structure, and the engine that runs its rows. */
@NullMarked
package dev.mortar.mapping.message;

import org.jspecify.annotations.NullMarked;
