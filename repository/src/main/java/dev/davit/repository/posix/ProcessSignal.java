package dev.davit.repository.posix;

/** Signals to processes and to process groups. */
public enum ProcessSignal {
  INTERRUPT(2),
  KILL(9),
  TERMINATE(15),
  CONTINUE(18),
  STOP(19);

  private final int number;

  ProcessSignal(int number) {
    this.number = number;
  }

  /**
   * @return false if there is no such process, or it is not ours to signal
   */
  public boolean send(long pid) {
    return pid > 0 && Libc.kill(Math.toIntExact(pid), number) == 0;
  }

  /** To every process of the group; false as in {@link #send}. */
  public boolean sendGroup(long group) {
    return group > 1 && Libc.kill(Math.toIntExact(-group), number) == 0;
  }
}
