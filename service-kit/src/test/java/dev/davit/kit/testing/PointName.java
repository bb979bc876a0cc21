package dev.davit.kit.testing;

import java.lang.StackWalker.StackFrame;
import java.util.List;

/** Names a point of a process by the code that led to it. */
final class PointName {
  private PointName() {}

  /** The class that is closest to the point, and by which of its methods it was entered. */
  static String here() {
    List<StackFrame> ours =
        StackWalker.getInstance().walk(frames -> frames.filter(PointName::isOurs).toList());
    String type = ours.getFirst().getClassName();
    String method =
        ours.stream()
            .takeWhile(frame -> frame.getClassName().equals(type))
            .reduce((inner, outer) -> outer)
            .orElseThrow()
            .getMethodName();
    return type.substring(type.lastIndexOf('.') + 1) + "." + method;
  }

  private static boolean isOurs(StackFrame frame) {
    String type = frame.getClassName();
    return type.startsWith("dev.davit.")
        && !type.startsWith("dev.davit.kit.jdbc.")
        && !type.startsWith("dev.davit.kit.testing.");
  }
}
