package dev.davit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CommandLineTest {

  @Test
  void anUnknownVerbIsAUsageErrorThatNamesTheNearest() {
    var run = Davit.run("bakup", "shop");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("bakup").contains("did you mean `backup`?");
    assertThat(run.err().lines()).hasSize(1);
  }

  @Test
  void anUnknownOptionIsAUsageErrorThatNamesTheNearest() {
    var run = Davit.run("backup", "shop", "--wayt");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("--wayt").contains("`--wait`").contains("davit backup --help");
  }

  @Test
  void noVerbAtAllIsAUsageError() {
    assertThat(Davit.run().exitCode()).isEqualTo(2);
  }

  @Test
  void helpSaysWhatEachVerbDoes() {
    var run = Davit.run("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("protect", "backup", "recover", "get", "describe", "up");
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    var run = Davit.run("get", "systems", "--server", "http://127.0.0.1:1");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("DAVIT-1010")
        .contains("http://127.0.0.1:1")
        .contains("davit up");
  }

  @Test
  void aServerThatIsNoAddressIsAUsageError() {
    var run = Davit.run("get", "systems", "--server", "shop.example");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("\"shop.example\"");
  }
}
