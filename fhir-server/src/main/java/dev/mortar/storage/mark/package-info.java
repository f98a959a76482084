/** What is known of all resources of a type, so that searches of others cost nothing. */
@NullMarked
package dev.mortar.storage.mark;

import org.jspecify.annotations.NullMarked;
