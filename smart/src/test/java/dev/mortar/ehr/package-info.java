@NullMarked
package dev.mortar.ehr;

import org.jspecify.annotations.NullMarked;
