/** Keys and certificates from PEM files, for those who listen and those who call. */
@NullMarked
package dev.mortar.hl7.tls;

import org.jspecify.annotations.NullMarked;
