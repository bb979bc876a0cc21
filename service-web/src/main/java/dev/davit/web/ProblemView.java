package dev.davit.web;

import dev.davit.contracts.error.Problem;

/** A refusal, as the command line shows it too. */
public record ProblemView(
    String code, String meaning, String object, String reason, String remedy, int exitCode) {

  public static ProblemView of(Problem problem) {
    var code = problem.code();
    return new ProblemView(
        code.number(),
        code.meaning(),
        problem.object(),
        problem.reason(),
        code.remedy(),
        code.exitCode());
  }
}
