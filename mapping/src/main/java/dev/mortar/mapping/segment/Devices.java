package dev.mortar.mapping.segment;

import dev.mortar.mapping.datatype.Addresses;
import dev.mortar.mapping.datatype.Codes;
import dev.mortar.mapping.datatype.Converter;
import dev.mortar.mapping.datatype.Identifiers;
import dev.mortar.mapping.datatype.Mapping;
import dev.mortar.mapping.datatype.Primitives;
import dev.mortar.mapping.datatype.References;
import dev.mortar.mapping.datatype.Times;
import dev.mortar.mapping.text.Segment;
import dev.mortar.mapping.text.Value;
import java.util.List;
import org.hl7.fhir.r4.model.Address;
import org.hl7.fhir.r4.model.Device;
import org.hl7.fhir.r4.model.Device.DeviceUdiCarrierComponent;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Location;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Reference;
import org.jspecify.annotations.Nullable;

/** PRT beside a result: with which device and where. */
public final class Devices {
  private static final String PLACE = "http://hl7.org/fhir/StructureDefinition/event-location";

  /** How the text under a bar code begins, by its issuer: GS1, HIBCC, ICCBBA. */
  private static final List<String> CARRIERS = List.of("(01)", "+", "=");

  private static final String GTIN = "(01)";
  private static final int GTIN_LENGTH = 14;
  private static final Converter<Identifier> NUMBER = Identifiers.ei("device", "");

  public static final SegmentMap<Device> PRT =
      SegmentMap.<Device>of("PRT[Device]", "Device")
          .step(10, "udiCarrier[1].carrierHRF", Devices::carriers)
          .step(10, "identifier", Devices::numbers)
          .one(16, "udiCarrier[2].deviceIdentifier", Primitives::text, Devices::identifier)
          .one(17, "manufactureDate", Times::dateTime, Device::setManufactureDateElement)
          .one(18, "expirationDate", Times::dateTime, Device::setExpirationDateElement)
          .one(19, "lotNumber", Primitives::text, Device::setLotNumber)
          .one(20, "serialNumber", Primitives::text, Device::setSerialNumber)
          .one(21, "distinctIdentifier", Primitives::text, Device::setDistinctIdentifier)
          .one(22, "type", Codes::cwe, Device::setType);

  public static final SegmentMap<Observation> LOCATION =
      SegmentMap.<Observation>of("PRT[Observation-Location]", "Observation")
          .each(
              9,
              "extension[1].valueReference(Location)",
              References::location,
              (observation, place) -> observation.addExtension(PLACE, place))
          .step(14, "extension[2].valueReference(Location.address)", Devices::address)
          .ours("An address without a name is no Location that could be found again");

  private Devices() {}

  /** True if the segment identifies a device. */
  public static boolean isOne(Segment prt) {
    return prt.field(10).component(1).isValued() || prt.field(16).component(1).isValued();
  }

  private static boolean isCarrier(Value number) {
    String text = number.component(1).peek();
    return CARRIERS.stream().anyMatch(text::startsWith);
  }

  private static boolean carriers(Segment prt, Device device, Mapping mapping) {
    boolean reached = false;
    Value field = prt.field(10);
    for (int i = 1; i <= field.repetitions(); i++) {
      Value number = field.repetition(i);
      if (isCarrier(number)) {
        String text = number.component(1).text();
        DeviceUdiCarrierComponent carrier = device.addUdiCarrier().setCarrierHRF(text);
        int end = GTIN.length() + GTIN_LENGTH;
        if (text.startsWith(GTIN) && text.length() >= end) {
          carrier.setDeviceIdentifier(text.substring(GTIN.length(), end));
        }
        reached = true;
      }
    }
    return reached;
  }

  private static boolean numbers(Segment prt, Device device, Mapping mapping) {
    boolean reached = false;
    Value field = prt.field(10);
    for (int i = 1; i <= field.repetitions(); i++) {
      Value number = field.repetition(i);
      Identifier identifier = isCarrier(number) ? null : NUMBER.convert(number, mapping);
      if (identifier != null) {
        device.addIdentifier(identifier);
        reached = true;
      }
    }
    return reached;
  }

  /** The bar code of the same device has the identifier in it, or does not say it. */
  private static void identifier(Device device, String text) {
    for (DeviceUdiCarrierComponent carrier : device.getUdiCarrier()) {
      if (!carrier.hasDeviceIdentifier() || carrier.getDeviceIdentifier().equals(text)) {
        carrier.setDeviceIdentifier(text);
        return;
      }
    }
    device.addUdiCarrier().setDeviceIdentifier(text);
  }

  /** The address of the place that the field before it names; a Location has one. */
  private static boolean address(Segment prt, Observation observation, Mapping mapping) {
    Location location = location(prt, observation, mapping);
    Address address = location == null ? null : Addresses.xad(prt.field(14).repetition(1), mapping);
    if (location == null || address == null) {
      return false;
    }
    location.setAddress(address);
    return true;
  }

  private static @Nullable Location location(
      Segment prt, Observation observation, Mapping mapping) {
    boolean named = prt.field(9).isValued() && observation.hasExtension(PLACE);
    return named
            && observation.getExtension().getLast().getValue() instanceof Reference place
            && place.hasReference()
        ? (Location) mapping.transaction().resource(place)
        : null;
  }
}
