/**
 * What stands between the network and the FHIR servlet: limits, and errors that FHIR clients read.
 */
@NullMarked
package dev.mortar.storage.web;

import org.jspecify.annotations.NullMarked;
