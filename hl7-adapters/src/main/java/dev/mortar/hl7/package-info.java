/** How messages are heard: MLLP, a durable inbox, acknowledgement, and delivery to a sink. */
@NullMarked
package dev.mortar.hl7;

import org.jspecify.annotations.NullMarked;
