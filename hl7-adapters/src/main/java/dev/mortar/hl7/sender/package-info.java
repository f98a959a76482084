/** Who sends: profiles in a folder, which hold as soon as their files change. */
@NullMarked
package dev.mortar.hl7.sender;

import org.jspecify.annotations.NullMarked;
