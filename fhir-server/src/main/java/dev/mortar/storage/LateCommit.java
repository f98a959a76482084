package dev.mortar.storage;

import java.util.concurrent.CompletableFuture;
import org.hibernate.search.engine.backend.work.execution.DocumentCommitStrategy;
import org.hibernate.search.engine.backend.work.execution.DocumentRefreshStrategy;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategy;
import org.hibernate.search.mapper.pojo.work.IndexingPlanSynchronizationStrategyConfigurationContext;
import org.hibernate.search.mapper.pojo.work.SearchIndexingPlanExecutionReport;

/**
 * Puts a change into the full-text index before its transaction answers, so that the next search
 * finds it, but leaves it to the index to write its files once a second. Otherwise each transaction
 * would wait for the disk a second time. {@link FullTextIndex} makes up for what a crash takes.
 */
final class LateCommit implements IndexingPlanSynchronizationStrategy {
  @Override
  public void apply(IndexingPlanSynchronizationStrategyConfigurationContext context) {
    context.documentCommitStrategy(DocumentCommitStrategy.NONE);
    context.documentRefreshStrategy(DocumentRefreshStrategy.NONE);
    context.indexingFutureHandler(LateCommit::await);
  }

  private static void await(CompletableFuture<? extends SearchIndexingPlanExecutionReport> done) {
    done.join()
        .throwable()
        .ifPresent(
            failure -> {
              throw new IllegalStateException("The full-text index took not all", failure);
            });
  }
}
