/** What is known of a sender: character set, zone, identifier systems, units and codes. */
@NullMarked
package dev.mortar.mapping.sender;

import org.jspecify.annotations.NullMarked;
