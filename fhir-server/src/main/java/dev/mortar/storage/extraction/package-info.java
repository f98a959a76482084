/** What a resource is found by: its search parameters, evaluated without an interpreter. */
@NullMarked
package dev.mortar.storage.extraction;

import org.jspecify.annotations.NullMarked;
