/** Rules: when something is stored or its time comes and a condition holds, do something. */
@NullMarked
package dev.mortar.automation;

import org.jspecify.annotations.NullMarked;
