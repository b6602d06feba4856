import Files
import Foundation

/// A report as one page that opens from disk: sections with charts, pictures and tables, light or dark as
/// the reader's system is, and fit to be printed.
///
/// ```swift
/// let evaluation = Evaluation(of: siamese, on: tasks)
/// try HTMLReport("Signs", of: evaluation)
///   .write(to: URL(filePath: "report.html"))
/// ```
///
/// or of sections that you choose:
///
/// ```swift
/// let report = HTMLReport(
///   "Signs", about: "20 signs that the network has not seen",
///   [
///     .results([row], of: "siamese"), .groups(evaluation),
///     .threshold(curve, chosen: curve.equalErrorThreshold),
///     .confusions(evaluation), .tasks(evaluation), .network(siamese),
///   ])
/// ```
///
/// The page needs no network and no other file. Without its script, which moves the focus over a map by
/// the arrow keys, all of it is still there.
public struct HTMLReport: Sendable {
  /// The heading.
  public var title: String
  /// What the report is about, in a sentence or two.
  public var about: String
  /// What is in it, in this order; those without contents are left out.
  public var sections: [ReportSection]

  /// A report of the given sections.
  ///
  /// - Parameters:
  ///   - title: The heading.
  ///   - about: What the report is about, in a sentence or two; default nothing.
  ///   - sections: What is in it, in this order.
  public init(_ title: String, about: String = "", _ sections: [ReportSection]) {
    self.title = title
    self.about = about
    self.sections = sections
  }

  /// The page.
  public var html: String {
    let sections = sections.filter { !$0.html.isEmpty }
    let identifiers = Self.identifiers(of: sections)
    let links = zip(sections, identifiers).map { section, identifier in
      "<a href=\"#\(identifier)\">\(markup(section.title))</a>"
    }
    let parts = zip(sections, identifiers).map { section, identifier in
      """
      <section id="\(identifier)">
      <h2>\(markup(section.title))</h2>
      \(section.html)
      </section>
      """
    }
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(markup(title))</title>
      <link rel="icon" href="data:,">
      <style>
      \(Self.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(markup(title))</h1>
      \(about.isEmpty ? "" : "<p class=\"about\">\(markup(about))</p>")
      <nav aria-label="Sections">\(links.joined(separator: " "))</nav>
      </header>
      <main>
      \(parts.joined(separator: "\n"))
      </main>
      <script>
      \(Self.script)
      </script>
      </body>
      </html>

      """
  }

  /// Writes the page; under a temporary name first, so that it is whole or not there.
  ///
  /// - Throws: `FileProblem` if the file cannot be written.
  public func write(to url: URL) throws(FileProblem) { try Files.write(Array(html.utf8), to: url) }

  /// What links to sections name them by: letters and digits of their titles, each once.
  private static func identifiers(of sections: [ReportSection]) -> [String] {
    var seen: [String: Int] = [:]
    return sections.map { section in
      let words = section.title.lowercased().split { !$0.isASCII || !($0.isLetter || $0.isNumber) }
      let name = words.isEmpty ? "section" : words.joined(separator: "-")
      seen[name, default: 0] += 1
      return seen[name] == 1 ? name : "\(name)-\(seen[name]!)"
    }
  }
}

extension HTMLReport {
  /// A report of what one evaluation found, see ``ReportSection/all(_:)``, and the sections that are given.
  ///
  /// - Parameters:
  ///   - title: The heading.
  ///   - evaluation: What the method said, of at least one trial.
  ///   - about: What the report is about; default nil: the tasks and the dataset.
  ///   - sections: What follows; default nothing.
  public init(
    _ title: String, of evaluation: Evaluation, about: String? = nil,
    _ sections: [ReportSection] = []
  ) {
    let task = evaluation.tasks.tasks[0]
    let shots = task.shots == 1 ? "one example" : "\(task.shots) examples"
    self.init(
      title,
      about: about ?? "\(task.ways)-way tasks from \(shots) of each class, on "
        + "\(evaluation.tasks.dataset.name).", ReportSection.all(evaluation) + sections)
  }
}

extension ReportSection {
  /// What one evaluation found, of at least one trial: its accuracy, by group, the confusions, and the
  /// first dozen of the trials that went wrong.
  public static func all(_ evaluation: Evaluation) -> [ReportSection] {
    [
      .results(
        [ResultRow(EvaluationProtocol(rawValue: "tasks"), evaluation)], of: evaluation.method),
      .groups(evaluation), .confusions(evaluation),
      .tasks(evaluation, trials: Array(evaluation.wrongTrials.prefix(12)), "Mistakes"),
    ]
  }
}
