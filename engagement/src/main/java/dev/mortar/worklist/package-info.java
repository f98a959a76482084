/** Follow-up tasks: opened once, scored, due, escalated, and completed with an outcome. */
@NullMarked
package dev.mortar.worklist;

import org.jspecify.annotations.NullMarked;
