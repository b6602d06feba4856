import Files
import Foundation

extension Downloader.Progress {
  /// Draws the progress over the last line of a terminal at standard error, if that is one.
  ///
  /// ```swift
  /// let downloader = Downloader(report: { $0.showOnTerminal() })
  /// ```
  public func showOnTerminal() {
    guard isatty(STDERR_FILENO) == 1 else { return }
    StandardError.write("\r\(line)")
  }

  /// The line, ended with the download.
  var line: String {
    let part = total.map { " of \($0 / 1024) KB" } ?? ""
    return "Downloading \(name): \(received / 1024) KB\(part)" + (received == total ? "\n" : "")
  }
}
