package dev.mortar.storage.subscription;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.authorization.PublicAddress;
import dev.mortar.storage.StorageInterceptor;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Subscription;
import org.hl7.fhir.r4.model.Subscription.SubscriptionChannelType;
import org.jspecify.annotations.Nullable;

/**
 * Where rest-hooks may go: to the internet by TLS, and to listed hosts of the own networks. Whoever
 * writes a subscription would otherwise have the server call its neighbours for them.
 */
@Interceptor
public final class HookTargets implements StorageInterceptor {
  /** What needs no name server to be an address, in any of the ways to write one. */
  private static final Pattern NUMERIC = Pattern.compile("[0-9.]+|0x.*|\\[.*]|.*\\.0x[0-9a-f]*");

  /** Some read such a number as octal and some do not, so it means two addresses. */
  private static final Pattern OCTAL = Pattern.compile("(?:.*\\.)?0[0-9].*");

  private final List<String> inner;

  /**
   * @param inner names of hosts in lower case
   */
  HookTargets(List<String> inner) {
    this.inner = inner;
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void beforeCreating(@Nullable RequestDetails request, IBaseResource resource) {
    check(resource);
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void beforeUpdating(
      @Nullable RequestDetails request, IBaseResource before, IBaseResource after) {
    check(after);
  }

  private void check(IBaseResource resource) {
    if (resource instanceof Subscription subscription
        && subscription.getChannel().getType() == SubscriptionChannelType.RESTHOOK
        && !plausible(String.valueOf(subscription.getChannel().getEndpoint()))) {
      throw new UnprocessableEntityException(
          "A rest-hook needs an https address of the internet, or a host that is listed in"
              + " mortar.subscription.hook.inner.");
    }
  }

  /** What can be said without asking a name server, which may not be reached just now. */
  boolean plausible(String endpoint) {
    try {
      URI uri = new URI(endpoint);
      String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
      if (host.isEmpty() || uri.getRawUserInfo() != null) {
        return false;
      }
      if (inner.contains(host)) {
        return "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      }
      boolean name = host.contains(".") && !NUMERIC.matcher(host).matches();
      return "https".equals(uri.getScheme())
          && (name || !OCTAL.matcher(host).matches() && isPublic(host));
    } catch (URISyntaxException unreadable) {
      return false;
    }
  }

  /**
   * Asked before each delivery, because a name can come to mean another address. The client that
   * then connects gets the same answer: the platform keeps it for half a minute.
   */
  boolean open(String endpoint) {
    if (!plausible(endpoint)) {
      return false;
    }
    String host = URI.create(endpoint).getHost().toLowerCase(Locale.ROOT);
    return inner.contains(host) || isPublic(host);
  }

  private static boolean isPublic(String host) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host)).allMatch(PublicAddress::is);
    } catch (UnknownHostException | IllegalArgumentException nobody) {
      return false;
    }
  }
}
