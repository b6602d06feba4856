import Files
import Foundation

/// A picture of lines and letters, which can be written as SVG: a chart or a diagram.
public protocol VectorPicture: Sendable {
  /// The picture as an SVG document.
  var svg: String { get }
}

extension VectorPicture {
  /// Writes the picture as SVG.
  ///
  /// - Parameter url: The file; written under a temporary name first, so that it is whole or not there.
  /// - Throws: `FileProblem` if the file cannot be written.
  public func write(to url: URL) throws(FileProblem) { try Files.write(Array(svg.utf8), to: url) }
}
