import Datasets
import Files
import Foundation

extension Omniglot {
  /// How the pen moved in the drawings of the given parts; an alphabet that is in both is taken once.
  ///
  /// Alphabets, characters and drawers are those of the images, on a paper of 105×105.
  ///
  /// ```swift
  /// let strokes = try Omniglot.strokes([.small1], from: DataLocator())
  /// let more = strokes.redrawn(copies: 8, seed: 1)
  /// ```
  ///
  /// - Parameters:
  ///   - parts: The sets to read.
  ///   - locator: Finds archives such as `strokes_background_small1.zip`, or the folders they unpack to.
  /// - Throws: `DataNotFoundError` if a part is missing; `FileProblem` if an archive is not the published one, or
  ///   something cannot be read or is not as it should be.
  public static func strokes(
    _ parts: [StrokePart], from locator: DataLocator = DataLocator()
  ) throws -> StrokeDataset {
    var (groups, classes): ([String], [StrokeDataset.Class]) = ([], [])
    for part in parts {
      let found = try strokes(at: locator.locate(part.file).url, of: part.file)
      for (group, name) in found.groups.enumerated() where !groups.contains(name) {
        classes += found.classes.filter { $0.group == group }.map {
          .init(name: $0.name, group: groups.count, drawings: $0.drawings)
        }
        groups.append(name)
      }
    }
    let names = parts.map(\.rawValue).joined(separator: ", ")
    return StrokeDataset(name: "Omniglot strokes (\(names))", groups: groups, classes: classes)
  }

  /// The strokes in one archive, or in the folder it unpacks to.
  static func strokes(
    at url: URL, of official: OfficialFile
  ) throws(FileProblem) -> StrokeDataset {
    let tree = try FileTree(url)
    let listing = try tree.listing()
    if let problem = listing.problems.first { throw problem }
    let paths = listing.files.filter { $0.hasSuffix(".txt") }
    let drawings = try OmniglotDrawings(
      .strokes, paths, in: tree, root: tree.isFolder ? nil : official.folderName)
    return StrokeDataset(
      name: "Omniglot (\(official.folderName))", groups: drawings.groups,
      classes: try drawings.characters.map { character throws(FileProblem) in
        let pens = try paths[character.drawings].map { path throws(FileProblem) in
          try OmniglotPen(tree.contents(of: path), at: tree.place(of: path)).drawing
        }
        return .init(name: character.name, group: character.group, drawings: pens)
      })
  }
}

/// One of Omniglot's stroke files: a line `START`, then `x,y,t` in pixels and milliseconds, y negative downward,
/// and `BREAK` at the end of each stroke.
struct OmniglotPen {
  let drawing: PenDrawing

  /// - Throws: `FileProblem` if a line is neither.
  init(_ file: [UInt8], at place: String) throws(FileProblem) {
    var strokes: [[PenDrawing.Point]] = [[]]
    let lines = String(decoding: file, as: UTF8.self).split(whereSeparator: \.isNewline)
    for (number, line) in lines.enumerated() where !(number == 0 && line == "START") {
      if line == "BREAK" {
        strokes.append([])
        continue
      }
      let numbers = line.split(separator: ",").compactMap { Float($0) }
      guard numbers.count == 3, numbers.allSatisfy(\.isFinite) else {
        throw FileProblem(
          path: place, found: "line \(number + 1): '\(line.prefix(40))'",
          expected: "START, then lines like 17.38,-37.25,0 (x, y, milliseconds) and BREAK")
      }
      // Omniglot counts from the middle of the first pixel, a drawing from the paper's corner.
      strokes[strokes.count - 1].append(
        .init(x: numbers[0] + 0.5, y: 0.5 - numbers[1], time: numbers[2]))
    }
    strokes.removeAll(where: \.isEmpty)
    let reach: ClosedRange<Float> = -105...210
    guard !strokes.isEmpty,
      strokes.allSatisfy({ $0.allSatisfy { reach.contains($0.x) && reach.contains($0.y) } })
    else {
      throw FileProblem(
        path: place, found: strokes.isEmpty ? "no stroke" : "points far from the paper",
        expected: "strokes on a paper of 105×105")
    }
    // As broad as in the images, of which it covers 97 % of the ink.
    drawing = PenDrawing(strokes, width: 105, height: 105, pen: 5)
  }
}
