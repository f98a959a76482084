/** The listener: frames from sockets, and acknowledgements for what the inbox has stored. */
@NullMarked
package dev.mortar.hl7.mllp;

import org.jspecify.annotations.NullMarked;
