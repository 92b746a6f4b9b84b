package dev.caravan.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One name, as two systems write it. */
class NamesTest {
  @ParameterizedTest
  @CsvSource(
      value = {
        "Acme|ACME",
        "' Acme\tDental '|Acme Dental",
        "Acme  Dental|acme dental",
        "Acme\u00a0Dental|Acme Dental",
        "Acme\u202fDental\u2009|Acme Dental",
        "Acme\u3000Dental|ACME DENTAL",
        "Caf\u00e9 M\u00fcller|CAFE\u0301 MU\u0308LLER",
        "\u00c5ngstr\u00f6m|\u212bngstro\u0308m",
        "Stra\u00dfe|STRASSE",
        "\u041e\u041e\u041e \u0420\u043e\u043c\u0430\u0448\u043a\u0430|\u043e\u043e\u043e"
            + " \u0440\u043e\u043c\u0430\u0448\u043a\u0430",
        "\u039f\u0394\u039f\u03a3|\u03bf\u03b4\u03bf\u03c2",
        "\u00c9cole \u200eNord|\u00e9cole nord",
        "\ufeffAcme|acme",
        "''|' '"
      },
      delimiter = '|')
  void is_one(String one, String other) {
    assertThat(Names.same(one, other)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      value = {"Acme|Acme 2", "Müller|Muller", "Acme Dental|AcmeDental", "Acme-Dental|Acme Dental"},
      delimiter = '|')
  void is_another(String one, String other) {
    assertThat(Names.same(one, other)).isFalse();
  }
}
