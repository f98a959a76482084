/** One resource for one match URL, however many ask for it at once. */
@NullMarked
package dev.mortar.storage.matching;

import org.jspecify.annotations.NullMarked;
