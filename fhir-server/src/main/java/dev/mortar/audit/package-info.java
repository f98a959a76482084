/** Who looked at what, changed what and was refused what: an AuditEvent each. */
@NullMarked
package dev.mortar.audit;

import org.jspecify.annotations.NullMarked;
