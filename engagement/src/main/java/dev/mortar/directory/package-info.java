/** Pharmacies, their hours and time zones, staff, and settings kept as resources. */
@NullMarked
package dev.mortar.directory;

import org.jspecify.annotations.NullMarked;
