/** How urgent a task is, from 0 to 100, and why. */
@NullMarked
package dev.mortar.priority;

import org.jspecify.annotations.NullMarked;
