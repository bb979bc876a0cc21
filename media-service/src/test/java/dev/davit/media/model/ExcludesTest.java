package dev.davit.media.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcludesTest {
  @ParameterizedTest
  @CsvSource({
    "*.tmp, a.tmp, true",
    "*.tmp, deep/down/a.tmp, true",
    "*.tmp, a.tmp/b, false", // the directory itself is left out, and what is in it never met
    "*.tmp, a.tmpx, false",
    "cache, deep/cache, true",
    "cache/, deep/cache, true",
    "/cache, cache, true",
    "/cache, deep/cache, false",
    "a/*.jpg, a/x.jpg, true",
    "a/*.jpg, a/b/x.jpg, false",
    "a/*.jpg, b/a/x.jpg, false",
    "a/**, a/b/x.jpg, true",
    "**/x.jpg, x.jpg, true",
    "**/x.jpg, a/b/x.jpg, true",
    "?.jpg, x.jpg, true",
    "?.jpg, xx.jpg, false",
    "[a].jpg, [a].jpg, true", // no character classes: names with brackets are common
    "A.jpg, a.jpg, false",
  })
  void patternsMeanWhatTheySay(String pattern, String path, boolean excluded) {
    assertThat(new Excludes(List.of(pattern)).excludes(path)).isEqualTo(excluded);
  }

  @ParameterizedTest
  @CsvSource({
    ".davit-01234567, true",
    "deep/.davit-01234567, true",
    ".davit-mine, false",
    "lost+found, true",
    "deep/lost+found, false",
  })
  void whatIsNobodysMediaIsNeverCaptured(String path, boolean excluded) {
    assertThat(new Excludes(List.of()).excludes(path)).isEqualTo(excluded);
  }
}
