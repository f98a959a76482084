package dev.mortar.federation;

/** Makes the resource of somebody whom this installation has never seen. */
public interface NewPeople {
  /**
   * @param issuer of the provider, under which the subject identifies the person
   * @return as {@code Practitioner/7}; always a new one, as nobody may become somebody else
   */
  String practitioner(String issuer, String subject, String displayName);
}
