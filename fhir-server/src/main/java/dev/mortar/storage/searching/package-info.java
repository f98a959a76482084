/** The first page of a search is one query; only what has more pages is kept in the database. */
@NullMarked
package dev.mortar.storage.searching;

import org.jspecify.annotations.NullMarked;
