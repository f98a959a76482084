/** What people open in a browser, and the requests behind the pages that are not FHIR. */
@NullMarked
package dev.mortar.admin;

import org.jspecify.annotations.NullMarked;
