package dev.caravan.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What makers leave where they wrote nothing names no device. */
class FirmwareTextTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        // The black lists of GLPI and OCS Inventory.
        "N/A",
        "(null string)",
        "INVALID",
        "SYS-1234567890",
        "SYS-9876543210",
        "SN-12345",
        "SN-1234567890",
        "1111111111",
        "1111111",
        "1",
        "0123456789",
        "12345",
        "123456",
        "1234567",
        "12345678",
        "123456789",
        "1234567890",
        "123456789000",
        "12345678901234567",
        "0000000000",
        "00000000",
        "000000",
        "NNNNNNN",
        "xxxxxxxxxxx",
        "EVAL",
        "IATPASS",
        "none",
        "To Be Filled By O.E.M.",
        "Tulip Computers",
        "Serial Number xxxxxx",
        "SN-123456fvgv3i0b8o5n6n7k",
        "Unknow",
        "System Serial Number",
        "1.0",
        "1.0.2",
        "0110",
        "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
        "03000200-0400-0500-0006-000700080009",
        "*",
        // What firmware shows beside them, in any case and with any blanks.
        "Default string",
        "DEFAULT STRING",
        "Not Specified",
        "Not  Specified",
        " not applicable ",
        "To be filled by O.E.M",
        "to be filled by OEM",
        "Chassis Serial Number",
        "Base Board Serial Number",
        "Board Serial Number",
        "O.E.M.",
        "OEM",
        "Unknown",
        "None",
        "NULL",
        "0",
        "0000",
        "........",
        "-",
        "--",
        "???",
        "XXXX-XXXX",
        "00-00-00",
        "AAAAAAA",
        "S/N: 123456",
        "Chassis-0000",
        "MB-1234567890",
        "987654321",
        "No Asset Tag",
        "N.A..",
        "System\u00a0Serial\u00a0Number",
        "…"
      })
  void is_no_serial(String text) {
    assertThat(FirmwareText.serial(TextNode.valueOf(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ABC1234",
        "5CG8250ZT1",
        "PF0ABCDE",
        "C02XL0GZJGH5",
        "MXL1234567",
        "1234ABC",
        "7CE123456",
        "SN20260001",
        "SN00000001",
        "20123456",
        "VMware-56 4d 1f 2b 00 00 00 00-00 00 00 00 00 00 00 01",
        "345678",
        "CN-0J1234-12345-1AB-0001",
        "100200301",
        "SYSTEM5",
        "Board7",
        "1.2345678",
        "NXVM",
        "S1234567"
      })
  void is_a_serial(String text) {
    assertThat(FirmwareText.serial(TextNode.valueOf(text))).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "System manufacturer", "System Product Name", "To Be Filled By O.E.M.", "Default string",
        "Not Specified", "OEM", "*", "unknown"
      })
  void is_no_name(String text) {
    assertThat(FirmwareText.name(TextNode.valueOf(text))).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Dell Inc.", "X", "10", "111", "Standard PC (i440FX + PIIX, 1996)"})
  void is_a_name(String text) {
    assertThat(FirmwareText.name(TextNode.valueOf(text))).isEqualTo(text);
  }

  @Test
  void what_is_no_text_is_read_as_one() {
    assertThat(FirmwareText.serial(IntNode.valueOf(0))).isNull();
    assertThat(FirmwareText.serial(IntNode.valueOf(4711))).isEqualTo("4711");
    assertThat(FirmwareText.serial(JsonNodeFactory.instance.nullNode())).isNull();
  }

  @Test
  void no_vendors_device_brings_one_into_a_row() {
    try (Mappings mappings = new Mappings()) {
      JsonNode row =
          mappings.evaluate(
              "resource:file:routes/mappings/device-to-ninox-row.jq",
              Mappings.JSON
                  .createArrayNode()
                  .add(
                      Mappings.JSON
                          .createObjectNode()
                          .put("key", "a")
                          .put("vendor", "of-next-year")
                          .put("serial", "SYS-1234567890")
                          .put("manufacturer", "System manufacturer")
                          .put("model", "Default string")),
              Map.of());
      assertThat(row.at("/0/update/Serial").isNull()).isTrue();
      assertThat(row.at("/0/update/Manufacturer").isNull()).isTrue();
      assertThat(row.at("/0/update/Model").isNull()).isTrue();
    }
  }
}
