package dev.davit.repository;

import java.util.List;

/**
 * Whether everything a tree needs is there: every blob indexed, every pack present with the right
 * size. Contents are not read.
 *
 * @param problems in words, at most a hundred; empty if it is all there
 */
public record ProofReport(
    long trees, long files, long blobs, long packs, long packBytes, List<String> problems) {
  public ProofReport {
    problems = List.copyOf(problems);
  }

  public boolean complete() {
    return problems.isEmpty();
  }
}
