/**
 * The most sensitive values, kept from whoever reads the database or a copy of it: sealed where
 * they are stored, and a keyed hash where they are searched for.
 */
@NullMarked
package dev.mortar.storage.sealing;

import org.jspecify.annotations.NullMarked;
