package dev.mortar.due;

final class MemoryDueWorkTest extends DueWorkContract {
  private final MemoryDueWork due = new MemoryDueWork(clock);

  @Override
  DueWork due() {
    return due;
  }

  @Override
  void start(DueHandler handler) {
    due.add(handler);
  }

  @Override
  void settle() {
    due.runDue();
  }
}
