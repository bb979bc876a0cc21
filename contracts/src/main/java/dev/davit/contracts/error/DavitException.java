package dev.davit.contracts.error;

/**
 * Something could not be done, for a reason its user can act on. Carries the {@link Problem} that
 * events, REST answers, logs and the command line all show alike; never a secret.
 */
public class DavitException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problem problem;

  public DavitException(Problem problem) {
    super(problem.toString());
    this.problem = problem;
  }

  /**
   * @param object what was being worked on, its name in quotes: {@code database "shop"}
   * @param reason what was found, in lower case; may be null if the code says it all
   */
  public DavitException(ErrorCode code, String object, String reason) {
    this(new Problem(code, object, reason));
  }

  public DavitException(ErrorCode code, String object, String reason, Throwable cause) {
    this(code, object, reason);
    initCause(cause);
  }

  public Problem problem() {
    return problem;
  }

  public ErrorCode code() {
    return problem.code();
  }
}
