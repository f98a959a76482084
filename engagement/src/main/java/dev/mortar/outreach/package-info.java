/** Messages to patients: planned, permitted, sent once, and what became of them. */
@NullMarked
package dev.mortar.outreach;

import org.jspecify.annotations.NullMarked;
