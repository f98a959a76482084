/**
 * Decision services that EHRs ask by CDS Hooks 2.0: one class a service. What they say is what the
 * worklist, the limits of results and the rules already know.
 */
@NullMarked
package dev.mortar.cds;

import org.jspecify.annotations.NullMarked;
