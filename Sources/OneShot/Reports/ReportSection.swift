import Training

/// A part of an ``HTMLReport``: a title and what stands below it.
public struct ReportSection: Sendable, Hashable {
  /// The heading.
  public let title: String
  /// The contents: elements of HTML that may stand in a section.
  public let html: String

  /// A section of your own.
  ///
  /// - Parameters:
  ///   - title: The heading.
  ///   - html: The contents: elements of HTML, with `&`, `<` and `>` written as `&amp;`, `&lt;` and `&gt;`
  ///     where they mean themselves. A section without contents is left out of reports.
  public init(_ title: String, html: String) {
    self.title = title
    self.html = html
  }

  /// Paragraphs of plain text.
  public static func text(_ title: String, _ paragraphs: String...) -> ReportSection {
    ReportSection(
      title, html: paragraphs.map { "<p>\(markup($0))</p>" }.joined(separator: "\n"))
  }

  /// Charts or other pictures as SVG, side by side where there is room.
  ///
  /// - Parameters:
  ///   - title: The heading.
  ///   - pictures: SVG documents, each with a caption that says what is to be seen.
  public static func pictures(
    _ title: String, _ pictures: KeyValuePairs<String, String>
  ) -> ReportSection {
    let figures = pictures.map { caption, svg in
      let address = "data:image/svg+xml;base64," + svg.base64
      return figure(
        caption,
        "<img class=\"photo\" src=\"\(address)\" alt=\"\(markup(caption))\" "
          + "style=\"max-width:100%\">")
    }
    return ReportSection(title, html: row(figures))
  }

  /// The command by which the report can be made again.
  ///
  /// - Parameter line: A line for a shell.
  public static func command(_ line: String) -> ReportSection {
    ReportSection("Reproduce it", html: "<pre><code>\(markup(line))</code></pre>")
  }

  /// Names and values in a table.
  public static func settings(
    _ entries: [(name: String, value: String)], _ title: String = "Settings"
  ) -> ReportSection {
    ReportSection(title, html: entries.isEmpty ? "" : table(of: entries))
  }

  private static func table(of entries: [(name: String, value: String)]) -> String {
    let rows = entries.map { entry in
      "<tr><th scope=\"row\">\(markup(entry.name))</th><td>\(markup(entry.value))</td></tr>"
    }
    return "<table class=\"settings\"><tbody>\(rows.joined())</tbody></table>"
  }

  /// How an experiment was set up: the data, the preset, the seed, and its other settings by name.
  ///
  /// - Parameters:
  ///   - report: The experiment.
  ///   - recipe: What the network was made and trained by, number for number; default nil: only what the
  ///     report's settings say of it.
  public static func settings(
    _ report: OneShotReport, recipe: (any SiameseRecipe)? = nil
  ) -> ReportSection {
    var entries = [(name: "data", value: report.dataset)]
    if let preset = report.preset { entries.append(("preset", preset)) }
    entries.append(("seed", "\(report.seed)"))
    if let seconds = report.trainingSeconds {
      entries.append(("training", "\(decimal(seconds, places: 0)) s"))
    }
    let known = Set(entries.map(\.name))
    entries += report.settings.sorted { $0.key < $1.key }
      .filter { !known.contains($0.key) && (recipe == nil || $0.key != "recipe") }
      .map { ($0.key, $0.value) }
    guard let recipe else { return settings(entries) }
    let details = table(of: JSONValue(of: recipe).entries())
    return ReportSection(
      "Settings",
      html: row([
        "<div>\(table(of: entries))</div>", "<div><h3>The recipe</h3>\(details)</div>",
      ]))
  }

  /// Elements side by side where there is room.
  static func row(_ elements: [String]) -> String {
    "<div class=\"row\">\n\(elements.joined(separator: "\n"))\n</div>"
  }

  /// A chart with its caption, and the numbers that it shows.
  static func figure(_ caption: String, _ element: String, numbers: String = "") -> String {
    let details =
      numbers.isEmpty ? "" : "<details><summary>In numbers</summary>\(numbers)</details>"
    return
      "<figure><figcaption>\(markup(caption))</figcaption>\n\(element)\n</figure>\(details)"
      .wrapped
  }

  /// A line that says how to read what follows.
  static func note(_ text: String) -> String { "<p class=\"note\">\(markup(text))</p>" }

  /// A table whose first line is its header. It takes the focus, so that keys can move it to and fro on a
  /// screen that it is too wide for.
  static func table(_ lines: [[String]]) -> String {
    guard let header = lines.first else { return "" }
    let head = header.map { "<th scope=\"col\">\(markup($0))</th>" }.joined()
    let body = lines.dropFirst().map { line in
      "<tr>" + line.map { "<td>\(markup($0))</td>" }.joined() + "</tr>"
    }
    let label = markup(header.filter { !$0.isEmpty }.joined(separator: ", "))
    return "<div class=\"scroll\" tabindex=\"0\" role=\"group\" aria-label=\"\(label)\"><table>"
      + "<thead><tr>\(head)</tr></thead>"
      + "<tbody>\(body.joined())</tbody></table></div>"
  }
}

extension String {
  /// Within an element of its own.
  fileprivate var wrapped: String { "<div>\(self)</div>" }
}
