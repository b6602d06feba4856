import OneShot
import Testing

@Suite struct ReportSectionTests {
  @Test func settingsByName() throws {
    let report = OneShotReport(
      dataset: "Omniglot <small>", preset: "quick", seed: 7,
      settings: ["recipe": "a & b", "data": "again", "heldOut": "Greek"], trainingSeconds: 71.6)
    let elements = try PageElements(ReportSection.settings(report).html)
    #expect(
      elements.text == "dataOmniglot <small>presetquickseed7training72 sheldOutGreekrecipea & b")
    #expect(ReportSection.settings([]).html.isEmpty)
    let text = try PageElements(ReportSection.settings(report, recipe: Recipe.quick).html).text
    #expect(text.contains("steps1000") && text.contains("turnsyes") && !text.contains("a & b"))
  }

  @Test func textAndCommandsAreEscaped() throws {
    #expect(try PageElements(ReportSection.text("T", "<b>", "&").html).text == "<b>\n&")
    let command = ReportSection.command("swift run A --b 'c & d'")
    #expect(try PageElements(command.html).text == "swift run A --b 'c & d'")
    #expect(command.title == "Reproduce it")
  }

  @Test func picturesCarryTheirCaption() throws {
    let section = ReportSection.pictures("Charts", ["A chart": "<svg/>", "Another": "<svg/>"])
    let elements = try PageElements(section.html)
    #expect(elements.all("img", "alt") == ["A chart", "Another"])
    #expect(elements.all("img", "src").allSatisfy { $0 == "data:image/svg+xml;base64,PHN2Zy8+" })
  }
}
