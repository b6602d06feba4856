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
