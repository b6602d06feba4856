import Foundation
import TestSupport
import Testing

@testable import OneShot

@Suite struct HTMLReportTests {
  @Test func aPageWithoutAnythingFromElsewhere() throws {
    let report = HTMLReport(
      "Signs & <more>", about: "What it is",
      [
        .text("One", "a < b"), .text("One", "b"), ReportSection("Empty", html: ""),
        .text("Über", "c"),
      ])
    let page = report.html
    #expect(page.hasPrefix("<!DOCTYPE html>"))
    #expect(page.contains("<title>Signs &amp; &lt;more&gt;</title>"))
    #expect(page.contains("<p>a &lt; b</p>") && page.contains("What it is"))
    // Each section has a name of its own; those without contents are not there.
    for name in ["one", "one-2", "ber"] {
      #expect(page.contains("<section id=\"\(name)\">") && page.contains("href=\"#\(name)\""))
    }
    #expect(!page.contains("Empty"))
    for word in ["http:", "https:", "src=\"/", "@import", "url("] { #expect(!page.contains(word)) }
  }

  /// Texts are read on paper and on panels, light and dark: WCAG 2.2, success criterion 1.4.3.
  @Test func contrastsAreEnough() throws {
    let style = HTMLReport.style
    let parts = style.components(separatedBy: "prefers-color-scheme:dark")
    for part in parts[...1] {
      func color(_ name: String) throws -> [Double] {
        let text = try #require(part.components(separatedBy: "--\(name):#").dropFirst().first)
        let digits = text.prefix { $0.isHexDigit }
        let six = digits.count == 3 ? digits.flatMap { [$0, $0] } : Array(digits)
        return stride(from: 0, to: 6, by: 2).map {
          Double(Int(String(six[$0...$0 + 1]), radix: 16)!) / 255
        }
      }
      func contrast(_ a: String, _ b: String) throws -> Double {
        func luminance(_ color: [Double]) -> Double {
          let linear = color.map { $0 <= 0.04045 ? $0 / 12.92 : pow(($0 + 0.055) / 1.055, 2.4) }
          return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
        }
        let both = [luminance(try color(a)), luminance(try color(b))].sorted()
        return (both[1] + 0.05) / (both[0] + 0.05)
      }
      for text in ["ink", "soft", "blue", "wrong"] {
        for ground in ["paper", "panel"] { #expect(try contrast(text, ground) >= 4.5, "\(text)") }
      }
      for mark in ["quiet", "red", "green", "pink", "orange", "sky", "yellow"] {
        #expect(try contrast(mark, "paper") >= 3, "\(mark)")
      }
    }
  }

  @Test func ofAnyEvaluation() throws {
    let dataset = numberedImages(groups: [4, 4], drawers: 4)
    let tasks = try TaskSampler(dataset, ways: 4, queries: 4).tasks(trials: 60, seed: 1)
    let evaluation = Evaluation(of: RandomScorer(), on: tasks)
    let report = HTMLReport("Numbers", of: evaluation, [.command("swift run")])
    #expect(
      report.sections.map(\.title)
        == ["Results", "By group", "Confusions", "Mistakes", "Reproduce it"])
    #expect(report.html.contains("4-way tasks from one example of each class, on numbered images."))
    try inTemporaryFolder { folder in
      let url = folder.appending(path: "report.html")
      try report.write(to: url)
      #expect(try String(contentsOf: url, encoding: .utf8) == report.html)
    }
    #expect(throws: FileProblem.self) { try report.write(to: URL(filePath: "/nowhere/a.html")) }
    // A method that is always right has neither confusions nor mistakes.
    let perfect = HTMLReport("Numbers", of: Evaluation(of: LabelScorer.perfect, on: tasks))
    #expect(!perfect.html.contains("Mistakes") && !perfect.html.contains("Confusions"))
  }
}
