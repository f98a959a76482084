package dev.mortar.storage.sealing;

import ca.uhn.fhir.jpa.model.entity.BinaryStorageEntity;
import ca.uhn.fhir.jpa.model.entity.ResourceHistoryTable;
import ca.uhn.fhir.jpa.model.entity.ResourceTable;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.hibernate.boot.Metadata;
import org.hibernate.boot.spi.BootstrapContext;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.hibernate.event.service.spi.EventListenerRegistry;
import org.hibernate.event.spi.EventType;
import org.hibernate.event.spi.PostInsertEvent;
import org.hibernate.event.spi.PostInsertEventListener;
import org.hibernate.event.spi.PostUpdateEvent;
import org.hibernate.event.spi.PostUpdateEventListener;
import org.hibernate.event.spi.PreInsertEvent;
import org.hibernate.event.spi.PreInsertEventListener;
import org.hibernate.event.spi.PreLoadEvent;
import org.hibernate.event.spi.PreLoadEventListener;
import org.hibernate.event.spi.PreUpdateEvent;
import org.hibernate.event.spi.PreUpdateEventListener;
import org.hibernate.integrator.spi.Integrator;
import org.hibernate.persister.entity.EntityPersister;
import org.hibernate.service.spi.SessionFactoryServiceRegistry;

/**
 * Stands between Hibernate and the tables of HAPI: rows hold sealed text, and entities never do.
 * Every way of HAPI's to a text leads through here, and what HAPI compares is what came.
 */
final class SealedRows
    implements Integrator,
        PreInsertEventListener,
        PreUpdateEventListener,
        PostInsertEventListener,
        PostUpdateEventListener,
        PreLoadEventListener {
  private static final long serialVersionUID = 1L;
  private static final String TEXT = "myResourceTextVc";
  private static final String RESOURCE = "myResourceId";
  private static final String HASH = "myHashSha256";

  private static final String CONTENT = "myStorageContentBin";

  private final transient Sealing sealing;
  private final transient DaySeal files;

  SealedRows(Sealing sealing, DaySeal files) {
    this.sealing = sealing;
    this.files = files;
  }

  @Override
  public void integrate(
      Metadata metadata, BootstrapContext bootstrap, SessionFactoryImplementor factory) {
    var listeners =
        Objects.requireNonNull(
            factory.getServiceRegistry().getService(EventListenerRegistry.class));
    listeners.appendListeners(EventType.PRE_INSERT, this);
    listeners.appendListeners(EventType.PRE_UPDATE, this);
    listeners.appendListeners(EventType.POST_INSERT, this);
    listeners.appendListeners(EventType.POST_UPDATE, this);
    listeners.appendListeners(EventType.PRE_LOAD, this);
  }

  @Override
  public void disintegrate(
      SessionFactoryImplementor factory, SessionFactoryServiceRegistry services) {}

  @Override
  public boolean onPreInsert(PreInsertEvent event) {
    seal(event.getEntity(), event.getState(), event.getPersister());
    return false;
  }

  @Override
  public boolean onPreUpdate(PreUpdateEvent event) {
    seal(event.getEntity(), event.getState(), event.getPersister());
    return false;
  }

  private void seal(Object entity, Object[] row, EntityPersister persister) {
    if (entity instanceof ResourceHistoryTable version) {
      long pid = version.getResourceId().getId();
      change(row, persister, TEXT, text -> sealing.sealed(pid, text));
    } else if (entity instanceof ResourceTable) {
      change(row, persister, HASH, sealing::sealedHash);
    } else if (entity instanceof BinaryStorageEntity) {
      changeBytes(row, persister, files::seal);
    }
  }

  /** Hibernate keeps the row to see later whether the entity was changed since. */
  @Override
  public void onPostInsert(PostInsertEvent event) {
    restore(event.getEntity(), event.getState(), event.getPersister());
  }

  @Override
  public void onPostUpdate(PostUpdateEvent event) {
    restore(event.getEntity(), event.getState(), event.getPersister());
  }

  private static void restore(Object entity, Object[] row, EntityPersister persister) {
    if (entity instanceof ResourceHistoryTable version) {
      change(row, persister, TEXT, text -> version.getResourceTextVc());
    } else if (entity instanceof ResourceTable resource) {
      change(row, persister, HASH, hash -> resource.getHashSha256());
    } else if (entity instanceof BinaryStorageEntity file) {
      changeBytes(row, persister, content -> file.getStorageContentBin());
    }
  }

  @Override
  public void onPreLoad(PreLoadEvent event) {
    Object[] row = event.getState();
    if (event.getEntity() instanceof ResourceHistoryTable) {
      int resource = event.getPersister().getPropertyIndex(RESOURCE);
      if (row[resource] instanceof Long pid) {
        change(row, event.getPersister(), TEXT, text -> sealing.opened(pid, text));
      }
    } else if (event.getEntity() instanceof ResourceTable) {
      change(row, event.getPersister(), HASH, sealing::openedHash);
    } else if (event.getEntity() instanceof BinaryStorageEntity) {
      changeBytes(row, event.getPersister(), files::open);
    }
  }

  @Override
  public boolean requiresPostCommitHandling(EntityPersister persister) {
    return false;
  }

  private static void change(
      Object[] row, EntityPersister persister, String property, UnaryOperator<String> to) {
    int index = persister.getPropertyIndex(property);
    if (row[index] instanceof String text) {
      row[index] = to.apply(text);
    }
  }

  private static void changeBytes(
      Object[] row, EntityPersister persister, UnaryOperator<byte[]> to) {
    int index = persister.getPropertyIndex(CONTENT);
    if (row[index] instanceof byte[] bytes) {
      row[index] = to.apply(bytes);
    }
  }
}
