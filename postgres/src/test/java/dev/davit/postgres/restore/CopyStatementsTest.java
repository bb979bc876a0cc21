package dev.davit.postgres.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.davit.contracts.error.DavitException;
import dev.davit.contracts.error.ErrorCode;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The script's form is that of pg_restore 15 and 16; real scripts are read by every restore. */
class CopyStatementsTest {
  private static final String SCRIPT =
      """
      SET client_encoding = 'LATIN1';
      --
      -- TOC entry 3426 (class 0 OID 16386)
      -- Dependencies: 215
      -- Data for Name: plain; Type: TABLE DATA; Schema: public; Owner: app
      --

      COPY public.plain (id, "note FROM stdin;", "two
      lines") FROM stdin;


      --
      -- TOC entry 3428 (class 0 OID 16392)
      --

      COPY "odd ""schema\""".t (a) FROM stdin;
      """;

  private static CopyStatements statements(String script) {
    return CopyStatements.in(script.getBytes(StandardCharsets.UTF_8), "database \"shop\"");
  }

  @Test
  void eachFileHasItsStatementInTheDumpsEncoding() {
    var statements = statements(SCRIPT);

    assertThat(statements.byFile()).containsOnlyKeys("3426.dat", "3428.dat");
    assertThat(statements.of("3428.dat"))
        .isEqualTo("COPY \"odd \"\"schema\"\"\".t (a) FROM stdin WITH (ENCODING 'LATIN1')");
  }

  @Test
  void aNameThatHoldsALineEndIsKeptWhole() {
    assertThat(statements(SCRIPT).of("3426.dat"))
        .startsWith("COPY public.plain (id, \"note FROM stdin;\", \"two\nlines\") FROM stdin");
  }

  @Test
  void aScriptWithoutAnEncodingIsRefused() {
    assertThatThrownBy(() -> statements("-- nothing\n"))
        .isInstanceOfSatisfying(
            DavitException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TOOL_FAILED));
  }
}
