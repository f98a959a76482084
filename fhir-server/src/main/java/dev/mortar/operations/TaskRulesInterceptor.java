package dev.mortar.operations;

import ca.uhn.fhir.interceptor.api.Hook;
import ca.uhn.fhir.interceptor.api.Interceptor;
import ca.uhn.fhir.interceptor.api.Pointcut;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import dev.mortar.storage.StorageInterceptor;
import dev.mortar.worklist.TaskRules;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Task;

/** Holds every write of a follow-up task to the rules of the worklist: 422 if it breaks one. */
@Interceptor
final class TaskRulesInterceptor implements StorageInterceptor {
  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_CREATED)
  public void created(IBaseResource resource) {
    if (resource instanceof Task task && TaskRules.applyTo(task)) {
      TaskRules.refusal(task).ifPresent(TaskRulesInterceptor::refuse);
    }
  }

  @Hook(Pointcut.STORAGE_PRESTORAGE_RESOURCE_UPDATED)
  public void updated(IBaseResource before, IBaseResource after) {
    if (before instanceof Task was && after instanceof Task is && TaskRules.applyTo(is)) {
      TaskRules.refusal(was, is).ifPresent(TaskRulesInterceptor::refuse);
    }
  }

  private static void refuse(String why) {
    throw new UnprocessableEntityException(why);
  }
}
