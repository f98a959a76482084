/** The carriers that take a message to a person. */
@NullMarked
package dev.mortar.outreach.channel;

import org.jspecify.annotations.NullMarked;
