/**
 * A SMART on FHIR client for EHRs: launched from them or working by itself, it reads their FHIR. It
 * needs no framework, only Nimbus and HAPI's client; what keeps it within the server, in tables of
 * this module, needs Spring.
 */
@NullMarked
package dev.mortar.ehr;

import org.jspecify.annotations.NullMarked;
