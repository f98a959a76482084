package dev.mortar.storage.searching;

import ca.uhn.fhir.jpa.dao.IResultIterator;
import ca.uhn.fhir.jpa.dao.ISearchBuilder;
import ca.uhn.fhir.jpa.model.dao.JpaPid;
import ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The try to answer a search by one page. It ends when it finds more, before anything is loaded or
 * shown to anybody.
 */
final class Attempt {
  /** Bound while HAPI carries one out. */
  static final ScopedValue<Attempt> CURRENT = ScopedValue.newInstance();

  private final int most;
  private int matches;

  /**
   * @param most so many matches fit on the page
   */
  Attempt(int most) {
    this.most = most;
  }

  /** Without what is included. */
  int matches() {
    return matches;
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
      return results.hasNext();
    }

    @Override
    public JpaPid next() {
      JpaPid next = results.next();
      matches++;
      if (matches > most) {
        throw new MoreThanAPage();
      }
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

  /** Of HAPI's kind, so that its transactions let it pass. */
  static final class MoreThanAPage extends BaseServerResponseException {
    private static final long serialVersionUID = 1L;

    MoreThanAPage() {
      super(500, "The search finds more than one page.");
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }
}
