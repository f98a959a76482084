package dev.mortar.storage.upload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.rest.server.exceptions.PayloadTooLargeException;
import ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hl7.fhir.r4.model.Attachment;
import org.hl7.fhir.r4.model.Binary;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.DocumentReference;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Patient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.util.unit.DataSize;

class UploadsTest {
  private static final String SVG = "<svg xmlns='http://www.w3.org/2000/svg'/>";

  private final Uploads uploads = new Uploads(bind(Map.of()), Scanner.NONE);

  @Test
  void aFileThatIsWhatItSaysIsTaken() {
    assertTaken("application/pdf", TestFiles.PDF);
    assertTaken("image/png", TestFiles.PNG);
    assertTaken("IMAGE/PNG; name=x", TestFiles.PNG);
    assertTaken("text/plain; charset=utf-8", "Größe: 5 µg".getBytes(StandardCharsets.UTF_8));
    assertTaken("text/csv", TestFiles.ascii("\u001fa,b\n".substring(1)));
    assertTaken("application/json", TestFiles.ascii(" {\"a\":1}"));
    assertTaken("text/xml", TestFiles.ascii("<?xml version='1.0'?><!-- x --><ClinicalDocument/>"));
    assertTaken(TestFiles.WORD, TestFiles.office("word/document.xml"));
  }

  @ParameterizedTest
  @CsvSource({
    "application/pdf, image/png",
    "image/png, application/pdf",
    "text/plain, image/png",
    "application/json, application/pdf",
    "image/jpeg, image/png"
  })
  void aFileThatIsNotWhatItSaysIsRefused(String says, String is) {
    byte[] file = is.equals("image/png") ? TestFiles.PNG : TestFiles.PDF;
    assertRefused(says, file, "not what its contentType says");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"text/html", "image/svg+xml", "application/zip", "application/x-msdownload"})
  void aTypeThatIsNotListedIsRefused(String type) {
    assertRefused(type, TestFiles.ascii("<html/>"), "not taken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><script>alert(1)</script>",
        "  <!DOCTYPE html><p>",
        "<?xml version='1.0'?>\n<!-- a --><!-- b --><svg onload='alert(1)'/>",
        "<x:svg xmlns:x='http://www.w3.org/2000/svg'/>",
        "<!doctype x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><x>&a;</x>",
        "\ufeff<script>alert(1)</script>"
      })
  void aPageIsNoTextAndNoXml(String page) {
    byte[] bytes = page.getBytes(StandardCharsets.UTF_8);
    assertRefused("text/plain", bytes, "not what its contentType says");
    assertRefused("text/xml", bytes, "not what its contentType says");
  }

  @Test
  void whatAProgramWouldRunIsRefused() {
    String runs = "script";
    assertRefused(
        "application/pdf",
        TestFiles.ascii("%PDF-1.7\n<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>"),
        runs);
    assertRefused("application/pdf", TestFiles.ascii("%PDF-1.7\n<< /S /J#61vaScript >>"), runs);
    assertRefused("application/pdf", TestFiles.ascii("%PDF-1.7\n<< /S /Launch >>"), runs);
    assertTaken("application/pdf", TestFiles.ascii("%PDF-1.7\n<< /JSON /Launched >>"));
    assertRefused(
        TestFiles.WORD, TestFiles.office("word/document.xml", "word/vbaProject.bin"), runs);
    assertRefused("text/rtf", TestFiles.ascii("{\\rtf1{\\object\\objdata 00}}"), runs);
    assertRefused("text/xml", TestFiles.ascii("<x><s:SCRIPT xmlns:s='y'/></x>"), runs);
    byte[] wide = "\ufeff<x><script/></x>".getBytes(StandardCharsets.UTF_16LE);
    assertRefused("text/xml", wide, runs);
  }

  @Test
  void manyCommentsBeforeTheRootAreReadToo() {
    String page = "<!---->".repeat(200_000) + SVG;
    assertRefused("text/xml", TestFiles.ascii(page), "not what its contentType says");
  }

  @Test
  void theTestFileOfScannersIsRefusedWithoutAScannerWhateverItSays() {
    assertRefused("text/plain", TestFiles.eicar(), "malware");
    assertRefused("text/html", TestFiles.eicar(), "malware");
    assertThatThrownBy(() -> uploads.scan(binary("text/plain", TestFiles.eicar()), List.of()))
        .hasMessageContaining("malware");
  }

  @Test
  void aFileWithoutATypeIsRefused() {
    assertThatThrownBy(() -> check(new Attachment().setData(TestFiles.PDF)))
        .hasMessageContaining("contentType");
  }

  @Test
  void aFileThatIsTooLargeIsRefused() {
    var small = new Uploads(bind(Map.of("mortar.uploads.largest", "10B")), Scanner.NONE);
    var file = new Attachment().setContentType("application/pdf").setData(TestFiles.PDF);
    assertThatThrownBy(() -> small.check(new DocumentReference(), List.of(file), List.of()))
        .isInstanceOf(PayloadTooLargeException.class);
  }

  @Test
  void aPhotoIsAPicture() {
    var patient = new Patient();
    Attachment photo = patient.addPhoto().setContentType("application/pdf").setData(TestFiles.PDF);
    assertThatThrownBy(() -> uploads.check(patient, List.of(photo), List.of()))
        .hasMessageContaining("picture");
    photo.setContentType("image/png").setData(TestFiles.PNG);
    uploads.check(patient, List.of(photo), List.of());
  }

  @Test
  void aBinaryWithinABundleIsLookedAtToo() {
    var inner = new Bundle();
    inner.addEntry().setResource(binary("text/html", TestFiles.ascii("<html/>")));
    var outer = new Bundle();
    outer.addEntry().setResource(inner);
    assertThatThrownBy(() -> uploads.check(outer, List.of(), List.of()))
        .isInstanceOf(UnprocessableEntityException.class);
  }

  @Test
  void whatIsStoredAlreadyIsNotLookedAtAgain() {
    var old = new Attachment().setContentType("text/html").setData(TestFiles.ascii("<html/>"));
    uploads.check(new DocumentReference(), List.of(old.copy()), List.of(old));
    Attachment other = old.copy().setData(TestFiles.ascii("<html></html>"));
    assertThatThrownBy(() -> uploads.check(new DocumentReference(), List.of(other), List.of(old)))
        .isInstanceOf(UnprocessableEntityException.class);
  }

  @Test
  void malwareOfAMessageIsTakenOutAndTheRestStays() {
    var observation = new Observation();
    var file = new Attachment().setContentType("text/plain").setData(TestFiles.eicar());
    observation.addExtension("urn:x", file);
    var document = new DocumentReference();
    Attachment page = document.addContent().getAttachment();
    page.setContentType("text/html").setData(TestFiles.ascii("<html/>"));
    var message = new Bundle();
    message.addEntry().setResource(observation);
    message.addEntry().setResource(document);
    assertThat(new ReceivedFiles(uploads).clean(message)).isEqualTo(1);
    assertThat(file.hasData()).isFalse();
    assertThat(file.getSize()).isEqualTo(TestFiles.eicar().length);
    assertThat(file.getTitle()).contains("malware");
    assertThat(file.getExtensionFirstRep().getUrl()).endsWith("data-absent-reason");
    assertThat(page.getData()).isEqualTo(TestFiles.ascii("<html/>"));
  }

  @Test
  void theDefaultsTakeNoPagesAndAskNoScanner() {
    UploadProperties defaults = bind(Map.of());
    assertThat(defaults.types()).contains("application/pdf").doesNotContain("text/html");
    assertThat(defaults.largest()).isEqualTo(DataSize.ofMegabytes(15));
    assertThat(defaults.clamd()).isEmpty();
    assertThat(defaults.timeout()).isEqualTo(Duration.ofSeconds(20));
  }

  @ParameterizedTest
  @CsvSource({
    "types[0], text/html",
    "largest, 0B",
    "clamd, 127.0.0.1",
    "timeout, 0s",
    "clamav, 127.0.0.1:3310"
  })
  void aWrongValueOrAMisspeltKeyStopsTheStart(String key, String value) {
    assertThatThrownBy(() -> bind(Map.of("mortar.uploads." + key, value)))
        .isInstanceOf(BindException.class);
  }

  private void assertTaken(String type, byte[] data) {
    var file = new Attachment().setContentType(type).setData(data);
    assertThatCode(() -> check(file)).doesNotThrowAnyException();
    assertThatCode(() -> uploads.check(binary(type, data), List.of(), List.of()))
        .doesNotThrowAnyException();
  }

  private void assertRefused(String type, byte[] data, String why) {
    var file = new Attachment().setContentType(type).setData(data);
    assertThatThrownBy(() -> check(file))
        .isInstanceOf(UnprocessableEntityException.class)
        .hasMessageContaining(why);
  }

  private void check(Attachment file) {
    uploads.check(new DocumentReference(), List.of(file), List.of());
  }

  private static Binary binary(String type, byte[] data) {
    var binary = new Binary();
    binary.setContentType(type).setData(data);
    return binary;
  }

  private static UploadProperties bind(Map<String, String> settings) {
    return new Binder(new MapConfigurationPropertySource(settings))
        .bindOrCreate(
            "mortar.uploads",
            Bindable.of(UploadProperties.class),
            new NoUnboundElementsBindHandler(BindHandler.DEFAULT));
  }
}
