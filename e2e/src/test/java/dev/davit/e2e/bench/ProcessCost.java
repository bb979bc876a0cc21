package dev.davit.e2e.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a process has cost, by {@code /proc}. */
final class ProcessCost {
  private static final double TICKS_PER_SECOND = 100; // Linux's USER_HZ, everywhere

  private ProcessCost() {}

  /** Seconds of processor time of the process and its children, also of those that have ended. */
  static double cpuSeconds(long pid) {
    return Stream.concat(Stream.of(pid), children(pid))
        .mapToDouble(each -> ticks(each, 11, 15) / TICKS_PER_SECOND)
        .sum();
  }

  /** Of this process alone. */
  static double ownCpuSeconds() {
    return ticks(ProcessHandle.current().pid(), 11, 13) / TICKS_PER_SECOND;
  }

  private static Stream<Long> children(long pid) {
    return ProcessHandle.of(pid).stream().flatMap(ProcessHandle::children).map(ProcessHandle::pid);
  }

  private static double ticks(long pid, int from, int to) {
    try {
      String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
      List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
      return fields.subList(from, to).stream().mapToDouble(Double::parseDouble).sum();
    } catch (IOException e) {
      return 0; // it has ended; its parent has what it cost
    }
  }

  /** Resident memory in MiB. */
  static long residentMebibytes(long pid) {
    try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/status"))) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .findFirst()
              .orElse(0)
          / 1024;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is alive on the heap of a JVM, in MiB: collects all garbage first. */
  static long liveHeapMebibytes(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    var used = Pattern.compile("used (\\d+)K").matcher(jcmd(pid, "GC.heap_info"));
    long kibibytes = 0;
    for (int generation = 0; generation < 2 && used.find(); generation++) { // then comes metaspace
      kibibytes += Long.parseLong(used.group(1));
    }
    return kibibytes / 1024;
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    String program = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    var process =
        new ProcessBuilder(program, Long.toString(pid), command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes());
    if (!process.waitFor(30, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IOException("jcmd " + command + ": " + output);
    }
    return output;
  }
}
