package dev.davit.repository;

import dev.davit.repository.snapshot.Proof;
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

  static ProofReport of(Proof proof) {
    return new ProofReport(
        proof.trees(),
        proof.files(),
        proof.blobs(),
        proof.packs(),
        proof.packBytes(),
        proof.problems());
  }

  public boolean complete() {
    return problems.isEmpty();
  }
}
