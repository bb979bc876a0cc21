package dev.davit.repository.maintain;

import dev.davit.contracts.error.DavitException;
import dev.davit.repository.backend.AccessDenied;
import dev.davit.repository.backend.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;

/** Collects what a check finds. Thread-safe. */
final class Findings {
  private static final int MOST = 1000;
  private static final int MOST_FAILURES = 3;

  private final CheckListener listener;
  private final List<Found> found = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private long count;
  private int failures;

  Findings(CheckListener listener) {
    this.listener = listener;
  }

  /** What is wrong, and in what. */
  record Found(Suspect suspect, String line) {}

  synchronized void problem(Suspect suspect, String line) {
    count++;
    if (found.size() < MOST) {
      found.add(new Found(suspect, line));
    }
    listener.problem(line);
  }

  /**
   * One object that cannot be had is a finding; a store that gives none is not worth going on with.
   */
  synchronized void problem(Suspect suspect, String object, DavitException why) {
    boolean storeFailed = why instanceof StoreUnavailable || why instanceof AccessDenied;
    if (storeFailed && ++failures > MOST_FAILURES) {
      throw why;
    }
    String reason = why.problem().reason();
    problem(suspect, object + ": " + (reason == null ? why.code().meaning() : reason));
  }

  synchronized void note(String line) {
    if (notes.size() < MOST) {
      notes.add(line);
    }
  }

  synchronized List<Found> found() {
    return List.copyOf(found);
  }

  synchronized List<String> problems() {
    return found.stream().map(Found::line).toList();
  }

  synchronized List<String> notes() {
    return List.copyOf(notes);
  }

  synchronized long count() {
    return count;
  }
}
