package dev.mortar.storage;

/**
 * Marks an interceptor bean that must hear of every change in the store, also of those that the
 * server makes by itself. Interceptors without this mark hear of requests only.
 */
public interface StorageInterceptor {}
