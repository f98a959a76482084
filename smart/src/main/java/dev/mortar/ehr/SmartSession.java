package dev.mortar.ehr;

import ca.uhn.fhir.rest.api.SearchStyleEnum;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.gclient.IQuery;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import org.hl7.fhir.instance.model.api.IBaseBundle;
import org.hl7.fhir.instance.model.api.IBaseResource;

/**
 * Access to one EHR, as a person or as a program, with what was open there. The token is renewed
 * before it ends, and never leaves the EHR's own FHIR.
 */
public final class SmartSession {
  private static final Duration EARLY = Duration.ofSeconds(30);

  private final Ehr ehr;
  private final FhirClients clients;
  private final UnaryOperator<Granted> renewal;
  private final Clock clock;
  private final Optional<String> fhirUser;
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Granted granted;

  SmartSession(
      Ehr ehr,
      FhirClients clients,
      UnaryOperator<Granted> renewal,
      Clock clock,
      Optional<String> fhirUser,
      Granted granted) {
    this.ehr = ehr;
    this.clients = clients;
    this.renewal = renewal;
    this.clock = clock;
    this.fhirUser = fhirUser;
    this.granted = granted;
  }

  public Ehr ehr() {
    return ehr;
  }

  /** The id of the patient in the EHR that was open or chosen there. */
  public Optional<String> patient() {
    return Optional.of(granted.patient()).filter(id -> !id.isEmpty());
  }

  /** The id of the encounter in the EHR that was open there. */
  public Optional<String> encounter() {
    return Optional.of(granted.encounter()).filter(id -> !id.isEmpty());
  }

  /** Who is signed in there, as a whole address, if the EHR said so in a verified ID token. */
  public Optional<String> fhirUser() {
    return fhirUser;
  }

  /** What was granted, which may be less than was asked for. */
  public List<String> scopes() {
    return granted.scopes();
  }

  /** HAPI's client, with a token on each request to this EHR's FHIR and on no other. */
  public IGenericClient client() {
    return clients.client(ehr, this::accessToken);
  }

  /** A search in the way that this EHR takes. */
  public IQuery<IBaseBundle> search(Class<? extends IBaseResource> type) {
    IQuery<IBaseBundle> query = client().search().forResource(type);
    return ehr.dialect().searchesByPost() ? query.usingStyle(SearchStyleEnum.POST) : query;
  }

  Granted granted() {
    return granted;
  }

  /** One thread renews, the others wait for it: EHRs refuse tokens that are renewed twice. */
  String accessToken() {
    if (fresh()) {
      return granted.accessToken();
    }
    renewing.lock();
    try {
      if (!fresh()) {
        granted = renewal.apply(granted);
      }
      return granted.accessToken();
    } finally {
      renewing.unlock();
    }
  }

  private boolean fresh() {
    return clock.instant().plus(EARLY).isBefore(granted.expires());
  }
}
