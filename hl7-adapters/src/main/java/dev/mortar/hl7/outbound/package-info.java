/**
 * What we say to others: messages wait in a table, go out in the order of their patients, and stay
 * until the destination has acknowledged them or a person has looked.
 */
@NullMarked
package dev.mortar.hl7.outbound;

import org.jspecify.annotations.NullMarked;
