package dev.davit.postgres;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A running program that leads a process group of its own and does not outlive this process, even
 * if that is killed: the kernel signals the program, and where it starts workers of its own, a
 * shell that notices the end of its input kills the group.
 *
 * <p>The death signal is bound to the thread that created the child, so that thread then waits for
 * it. Standard error is kept as a tail of 8 KiB. Standard input is empty. Thread-safe.
 */
public final class ChildProcess implements AutoCloseable {
  private static final List<String> KEPT = List.of("PATH", "HOME", "LANG", "TZ", "TMPDIR");
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final ChildCommand command;
  private final Process process;
  private final Process guard;
  private final OutputTail errors;
  private final CompletableFuture<Integer> ended;

  private ChildProcess(
      ChildCommand command,
      Process process,
      Process guard,
      OutputTail errors,
      CompletableFuture<Integer> ended) {
    this.command = command;
    this.process = process;
    this.guard = guard;
    this.errors = errors;
    this.ended = ended;
  }

  /**
   * @throws DavitException TOOL_FAILED if the program cannot be started
   */
  public static ChildProcess start(ChildCommand command) {
    var started = new CompletableFuture<Process>();
    var ended = new CompletableFuture<Integer>();
    Thread.ofPlatform()
        .daemon()
        .name("davit-child-" + command.name())
        .start(() -> run(command, started, ended));
    try {
      var process = started.join();
      var errors = OutputTail.of(process.getErrorStream(), command.name());
      return new ChildProcess(command, process, guard(command, process), errors, ended);
    } catch (java.util.concurrent.CompletionException e) {
      throw new DavitException(
          ErrorCode.TOOL_FAILED,
          "program \"" + command.arguments().getFirst() + "\"",
          "it cannot be started",
          e.getCause());
    }
  }

  private static void run(
      ChildCommand command, CompletableFuture<Process> started, CompletableFuture<Integer> ended) {
    try {
      var process = builder(command).start();
      process.getOutputStream().close();
      started.complete(process);
      ended.complete(process.waitFor());
    } catch (IOException | InterruptedException e) {
      started.completeExceptionally(e);
      ended.completeExceptionally(e);
    }
  }

  private static ProcessBuilder builder(ChildCommand command) {
    var builder = new ProcessBuilder(command.line());
    Map<String, String> environment = builder.environment();
    environment.keySet().retainAll(KEPT);
    environment.put("LC_ALL", "C.UTF-8");
    environment.putAll(command.environment());
    var place = command.directory();
    builder.directory(place == null ? new java.io.File("/") : place.toFile());
    return builder;
  }

  /** Kills the group when our end of its input closes, which the kernel does if we are killed. */
  private static Process guard(ChildCommand command, Process process) {
    if (command.deathSignal() != Posix.SIGKILL) {
      return null;
    }
    try {
      return new ProcessBuilder(
              "setsid", "sh", "-c", "read -r _; kill -s KILL -- -" + process.pid() + " 2>/dev/null")
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.DISCARD)
          .directory(new java.io.File("/"))
          .start();
    } catch (IOException e) {
      var ignored = Posix.signalGroup(process.pid(), Posix.SIGKILL);
      throw new DavitException(ErrorCode.TOOL_FAILED, "program \"sh\"", "it cannot be started", e);
    }
  }

  /** What the program writes; must be read if it is much. */
  public InputStream output() {
    return process.getInputStream();
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return !ended.isDone();
  }

  /** The last lines of standard error, complete once the program has ended. */
  public String errors() {
    return errors.text();
  }

  /** Sends a signal to the program and all processes it started. */
  public void signal(int signal) {
    if (isAlive()) {
      var ignored = Posix.signalGroup(process.pid(), signal);
    }
  }

  /** Sends a signal to the program alone, which passes it on as it sees fit. */
  public void signalLeader(int signal) {
    if (isAlive()) {
      var ignored = Posix.signalProcess(process.pid(), signal);
    }
  }

  /** Waits for the end; false after the time. */
  public boolean waitFor(Duration limit) throws InterruptedException {
    try {
      ended.get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      return true;
    }
  }

  /** Waits for the end and returns the exit code. */
  public int waitFor() throws InterruptedException {
    try {
      int code = ended.get();
      releaseGuard();
      errors.awaitEnd();
      return code;
    } catch (ExecutionException e) {
      throw new IllegalStateException("a child process was lost", e.getCause());
    }
  }

  /**
   * Waits for the end and refuses any exit code but 0.
   *
   * @param object what the program worked on, its name in quotes
   * @throws DavitException TOOL_FAILED with the tail of standard error
   */
  public void requireSuccess(String object) throws InterruptedException {
    int code = waitFor();
    if (code != 0) {
      throw failed(object, code);
    }
  }

  private DavitException failed(String object, int code) {
    String said = errors().strip();
    return new DavitException(
        ErrorCode.TOOL_FAILED,
        object,
        command.name() + " ended with " + code + (said.isEmpty() ? "" : ": " + said));
  }

  /** Runs a program to its end; its output, which must be small. */
  public static byte[] output(ChildCommand command, String object) throws InterruptedException {
    try (var child = start(command)) {
      byte[] output = child.output().readAllBytes();
      child.requireSuccess(object);
      return output;
    } catch (IOException e) {
      throw new DavitException(ErrorCode.TOOL_FAILED, object, command.name() + " broke off", e);
    }
  }

  /** As {@link #output} for a program that says nothing of use. */
  public static void runToEnd(ChildCommand command, String object) throws InterruptedException {
    byte[] ignored = output(command, object);
    assert ignored != null;
  }

  /** Ends the whole group if it still runs: asked first, killed after five seconds. */
  @Override
  public void close() {
    boolean interrupted = false;
    if (isAlive()) {
      signal(Posix.SIGTERM);
      signal(Posix.SIGCONT);
      try {
        if (!waitFor(GRACE)) {
          signal(Posix.SIGKILL);
        }
      } catch (InterruptedException e) {
        interrupted = true;
        signal(Posix.SIGKILL);
      }
    }
    releaseGuard();
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private void releaseGuard() {
    if (guard != null) {
      guard.destroyForcibly();
    }
  }

  /** The last part of a stream that is read to its end by a thread of its own. */
  private static final class OutputTail {
    private static final int LIMIT = 8192;
    private final StringBuilder text = new StringBuilder();
    private Thread reader;

    static OutputTail of(InputStream stream, String name) {
      var tail = new OutputTail();
      tail.reader =
          Thread.ofPlatform().daemon().name("davit-stderr-" + name).start(() -> tail.drain(stream));
      return tail;
    }

    private void drain(InputStream stream) {
      byte[] buffer = new byte[4096];
      try (stream) {
        for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
          append(new String(buffer, 0, n, StandardCharsets.UTF_8));
        }
      } catch (IOException e) {
        append("(standard error broke off)");
      }
    }

    private synchronized void append(String part) {
      text.append(part);
      if (text.length() > 2 * LIMIT) {
        text.delete(0, text.length() - LIMIT);
      }
    }

    synchronized String text() {
      return text.substring(Math.max(0, text.length() - LIMIT));
    }

    /** A worker that outlives the program may keep the stream open: not waited for long. */
    void awaitEnd() throws InterruptedException {
      reader.join(Duration.ofSeconds(2));
    }
  }
}
