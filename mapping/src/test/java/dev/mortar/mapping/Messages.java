package dev.mortar.mapping;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Messages for tests, plainly synthetic. */
public final class Messages {
  private static final String PERSON =
      "PID|1||100234^^^NORTH^MR||Test^Thora^Synthetic||19580412|F|||Main St 1^^Springfield^IL^62701"
          + "||^PRN^CP^^1^217^5550134\r";
  private static final String VISIT =
      "PV1|1|I|WARD3^12^A^NORTH||||1234^Weber^Anna^^^Dr|||MED|||||||||V5001^^^NORTH^VN"
          + "|||||||||||||||||||||||||20261118101500+0100\r";

  private Messages() {}

  public static String header(String type) {
    return "MSH|^~\\&|LAB|NORTH|MORTAR|PHARM|20261120093000+0100||"
        + type
        + "|C0001|P|2.5.1|||||||UNICODE UTF-8\r";
  }

  public static String results(int count) {
    StringBuilder message =
        new StringBuilder(header("ORU^R01^ORU_R01")).append(PERSON).append(VISIT);
    message
        .append("ORC|RE|P100|F100|||||||||1234^Weber^Anna\r")
        .append("OBR|1|P100|F100|24323-8^Metabolic panel^LN|||20261120083000+0100|||||||||")
        .append("1234^Weber^Anna||||||20261120092500+0100||CH|F\r");
    for (int i = 1; i <= count; i++) {
      message
          .append("OBX|")
          .append(i)
          .append("|NM|")
          .append(2800 + i)
          .append("-3^Analyte ")
          .append(i)
          .append("^LN||6.8|mmol/L^^UCUM|3.5-5.1|HH|||F|||20261120083000+0100\r");
    }
    return message.toString();
  }

  public static String admission() {
    return header("ADT^A01^ADT_A01")
        + "EVN|A01|20261118101500+0100\r"
        + PERSON
        + "NK1|1|Test^Kin|SPO^Spouse^HL70063||^PRN^PH^^1^217^5550135\r"
        + VISIT
        + "AL1|1|DA|7980^Penicillin^RXNORM|MO|Rash\r"
        + "DG1|1||I48.0^Paroxysmal atrial fibrillation^I10||20261118|A\r";
  }

  public static String appointment() {
    return header("SIU^S12^SIU_S12")
        + "SCH|PA-1^CLINIC|FA-1^SCHED|||||FOLLOWUP^Follow-up^HL70276|Normal^Routine^HL70277|30|MIN"
        + "|^^30^20261127093000+0100^20261127100000+0100|||||9002^Planner^Pat|||||||||Booked\r"
        + PERSON
        + "RGS|1|A\r"
        + "AIS|1|A|INR^Anticoagulation check^L|20261127093000+0100|||30|MIN\r"
        + "AIL|1|A|ANTICOAG^ROOM2^^NORTH\r"
        + "AIP|1|A|1234^Weber^Anna|PPRF^primary performer^HL70443\r";
  }

  public static String merge() {
    return header("ADT^A40^ADT_A39")
        + "EVN|A40|20261120115900+0100\r"
        + PERSON
        + "MRG|100999^^^NORTH^MR||||||Test^Thea\r";
  }

  public static String pharmacy() {
    return header("RDS^O13^RDS_O13")
        + PERSON
        + "ORC|RE|P1^HIS|F1^RX||CM||1^BID^D30^20261120^^R||20261120090000|||1234^Weber^Anna\r"
        + "RXE||855332^Warfarin 5 MG^RXNORM|1|2|TAB|TAB|^Evening||G|60|TAB|3||||7001\r"
        + "TQ1|1||BID||0800|30^d&day&UCUM|20261120|20261220|R\r"
        + "RXR|PO^Oral^HL70162\r"
        + "RXC|B|1^Base^L|500|mL\r"
        + "RXD|1|855332^Warfarin 5 MG^RXNORM|20261120|60|TAB||7001|2||55^Rosen|G|2^TAB\r"
        + "RXA|0|1|20261120||855332^Warfarin^RXNORM|1|TAB|||||||||||||CP|A\r";
  }

  public static String vaccination() {
    return header("VXU^V04^VXU_V04")
        + PERSON
        + "ORC|RE||F1^IIS\r"
        + "RXA|0|1|20261120||08^HepB^CVX|0.5|mL^^UCUM||00^New^NIP001||||||LOT-5|20280630|MSD\r"
        + "RXR|IM|LT\r"
        + "OBX|1|CE|64994-7^Eligibility^LN|1|V02^Medicaid^HL70064||||||F\r"
        + "OBX|2|NM|30973-2^Dose^LN|1|2||||||F\r";
  }

  public static String document() {
    return header("MDM^T10^MDM_T02")
        + PERSON
        + VISIT
        + "TXA|1|DS|TX|20261120133000|||||1234^Weber^Anna|||DOC-2^DOCS|DOC-1^DOCS||||AU|R|AV\r"
        + "OBX|1|TX|^Text||One line||||||F\r"
        + "OBX|2|ED|^Scan||^application^pdf^Base64^JVBERi0xLjQK||||||F\r";
  }

  public static RawMessage raw(String text) {
    return new RawMessage("1", text.getBytes(StandardCharsets.UTF_8), Instant.EPOCH);
  }

  public static Mapped map(String text) {
    return Mapper.standard().map(raw(text));
  }
}
