package dev.davit.cli.demo;

import java.nio.file.Path;
import java.util.List;

/** The system that the demo protects, loses and compares. Used from one thread. */
public interface DemoSource extends AutoCloseable {
  /** The home that is protected. */
  Path home();

  /** What this is, in a few words. */
  String description();

  /** Makes it and fills it. */
  void make() throws Exception;

  /** A day of changes. */
  void change() throws Exception;

  /** Work that goes on while a backup runs; closing ends it and waits for its end. */
  AutoCloseable work() throws Exception;

  /** Keeps in mind what there is, for {@link #differences}. */
  String remember() throws Exception;

  /**
   * Stops the database and deletes it, the media, the configuration and the files outside of the
   * home.
   */
  void destroy() throws Exception;

  /** How what stands at the home now differs from what was remembered, a line each. */
  List<String> differences() throws Exception;

  /** Ends what it runs; deletes nothing. */
  @Override
  void close() throws Exception;
}
