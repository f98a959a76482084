package dev.mortar.ehr;

import dev.mortar.authorization.SignedCalls.Signer;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
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
   * @param cds how it calls our decision services; without an issuer it may not
   */
  record Site(
      URI base,
      String clientId,
      @DefaultValue("signed") How proof,
      @DefaultValue("") String secret,
      @DefaultValue("standard") Dialect dialect,
      @DefaultValue({"openid", "fhirUser", "patient/Patient.rs"}) List<String> scopes,
      @DefaultValue("false") boolean signsIn,
      @DefaultValue Cds cds) {
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

    Stream<HookClient> hookClient(PublishedKeys keys) {
      return cds.calls()
          ? Stream.of(
              new HookClient(
                  with(keys),
                  new Signer(cds.issuer(), URI.create(cds.keys())),
                  cds.identifiers(),
                  cds.origins()))
          : Stream.empty();
    }

    /** The secret stays out of logs and error messages. */
    @Override
    public String toString() {
      return "Site[" + base + ", " + clientId + "]";
    }
  }

  /**
   * An EHR as a client of CDS Hooks.
   *
   * @param issuer what its tokens name as {@code iss}; empty if it does not call
   * @param keys where its public keys are, what its tokens may name as {@code jku}
   * @param identifiers systems of the identifiers by which it may ask about a patient
   * @param origins of its pages, if they call from a browser
   */
  record Cds(
      @DefaultValue("") String issuer,
      @DefaultValue("") String keys,
      @DefaultValue Set<String> identifiers,
      @DefaultValue Set<String> origins) {
    Cds {
      identifiers = Set.copyOf(identifiers);
      origins = Set.copyOf(origins);
      boolean none = keys.isEmpty() && identifiers.isEmpty() && origins.isEmpty();
      boolean whole = !keys.isEmpty() && !identifiers.isEmpty();
      if (issuer.isEmpty() ? !none : !whole) {
        throw new IllegalArgumentException(
            "mortar.ehr: cds needs issuer, keys and identifiers, or nothing.");
      }
      if (!keys.isEmpty()) {
        Http.checkSafe(URI.create(keys));
      }
      if (!origins.stream().allMatch(Cds::isOrigin)) {
        throw new IllegalArgumentException(
            "mortar.ehr: an origin of cds is as https://ehr.example, without a path.");
      }
    }

    private static boolean isOrigin(String origin) {
      URI address = URI.create(origin);
      Http.checkSafe(address);
      return String.valueOf(address.getPath()).isEmpty() && address.getQuery() == null;
    }

    boolean calls() {
      return !issuer.isEmpty();
    }
  }

  /** How we prove who we are. */
  enum How {
    NONE,
    SECRET,
    SIGNED
  }
}
