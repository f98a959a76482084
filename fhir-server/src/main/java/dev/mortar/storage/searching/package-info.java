/** Searches whose results fit on one page are answered without keeping them in the database. */
@NullMarked
package dev.mortar.storage.searching;

import org.jspecify.annotations.NullMarked;
