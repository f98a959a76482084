package dev.mortar.access;

import java.util.Locale;

/** The five permission categories of a pharmacy; every resource type belongs to one. */
public enum Category {
  CLINICAL,
  ADMINISTRATIVE,
  FINANCIAL,
  ANALYTICS,
  SYSTEM;

  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
