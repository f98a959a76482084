package dev.mortar.storage.searching;

import ca.uhn.fhir.interceptor.model.RequestPartitionId;
import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.entity.Search;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One search for one page. It takes what fits on the page from the database, looks whether there is
 * more, and ends.
 */
final class Attempt {
  /** Bound while HAPI carries one out. */
  static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

  private final int most;
  private final List<JpaPid> matches = new ArrayList<>();
  private boolean more;
  private @Nullable Search registered;
  private @Nullable RequestPartitionId partition;

  /**
   * @param most so many matches fit on the page
   */
  Attempt(int most) {
    this.most = most;
  }

  /** What is on the page, without what is included, in its order. */
  List<JpaPid> matches() {
    return matches;
  }

  /** Whether the search finds more than is on the page. */
  boolean hasMore() {
    return more;
  }

  /** HAPI's own notes on the search, under the id that was given to it. */
  Search search() {
    return known(registered);
  }

  RequestPartitionId partition() {
    return known(partition);
  }

  void register(Search search, RequestPartitionId in) {
    registered = search;
    partition = in;
  }

  private static <T> T known(@Nullable T value) {
    if (value == null) {
      throw new IllegalStateException("HAPI has not registered this search.");
    }
    return value;
  }

  @SuppressWarnings("unchecked")
  ISearchBuilder<JpaPid> watched(ISearchBuilder<JpaPid> builder) {
    return (ISearchBuilder<JpaPid>)
        Proxy.newProxyInstance(
            ISearchBuilder.class.getClassLoader(),
            new Class<?>[] {ISearchBuilder.class},
            (proxy, method, arguments) -> {
              try {
                Object answer = method.invoke(builder, arguments);
                return answer instanceof IResultIterator<?> results
                    ? new Watched((IResultIterator<JpaPid>) results)
                    : answer;
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private final class Watched implements IResultIterator<JpaPid> {
    private final IResultIterator<JpaPid> results;

    Watched(IResultIterator<JpaPid> results) {
      this.results = results;
    }

    @Override
    public boolean hasNext() {
      boolean next = results.hasNext();
      more = next && matches.size() == most;
      return next && !more;
    }

    @Override
    public JpaPid next() {
      JpaPid next = results.next();
      matches.add(next);
      return next;
    }

    @Override
    public int getSkippedCount() {
      return results.getSkippedCount();
    }

    @Override
    public int getNonSkippedCount() {
      return results.getNonSkippedCount();
    }

    @Override
    public Collection<JpaPid> getNextResultBatch(long size) {
      List<JpaPid> batch = new ArrayList<>();
      while (batch.size() < size && hasNext()) {
        batch.add(next());
      }
      return batch;
    }

    @Override
    public void close() throws IOException {
      results.close();
    }
  }
}
