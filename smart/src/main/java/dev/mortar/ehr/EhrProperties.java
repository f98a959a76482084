package dev.mortar.ehr;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The EHRs that may launch us, by a name of our own. From any other one nothing is ever fetched.
 */
@ConfigurationProperties(prefix = "mortar.ehr", ignoreUnknownFields = false)
record EhrProperties(@DefaultValue Map<String, Site> sites) {
  EhrProperties {
    sites = Map.copyOf(sites);
  }

  /**
   * @param base of its FHIR, what a launch names as {@code iss}
   * @param clientId by which we are registered there
   * @param proof how we prove to it who we are
   * @param secret for the proof {@code secret}, else empty
   * @param scopes that we ask for, in the version for which we are registered there
   * @param signsIn whether who is signed in there, with whatever it asks of them, is signed in here
   */
  record Site(
      URI base,
      String clientId,
      @DefaultValue("signed") How proof,
      @DefaultValue("") String secret,
      @DefaultValue("standard") Dialect dialect,
      @DefaultValue({"openid", "fhirUser", "patient/Patient.rs"}) List<String> scopes,
      @DefaultValue("false") boolean signsIn) {
    Site {
      scopes = List.copyOf(scopes);
      if ((proof == How.SECRET) == secret.isEmpty()) {
        throw new IllegalArgumentException(
            "mortar.ehr: the EHR " + base + " needs proof=secret and a secret, or neither.");
      }
      Ehr.check(base, clientId, dialect, scopes);
    }

    Ehr with(PublishedKeys keys) {
      Proof ours =
          switch (proof) {
            case NONE -> new Proof.None();
            case SECRET -> new Proof.Secret(secret);
            case SIGNED -> new Proof.Signed(keys);
          };
      return new Ehr(base, clientId, ours, dialect, scopes);
    }

    /** The secret stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Site[" + base + ", " + clientId + "]";
    }
  }

  /** How we prove who we are. */
  enum How {
    NONE,
    SECRET,
    SIGNED
  }
}
