import Foundation

/// How the service was told to run.
struct Settings: Sendable {
  /// A classifier's file; nil for the network in the box.
  var model: URL?
  var database: URL
  var host = "127.0.0.1"
  var port = 8080
  /// Of work that keeps processors busy; 0 for one for each.
  var threads = 0
  var token: String?
  /// Bytes.
  var maximumBody = 10_000_000
  var isReadOnly = false
  /// Where a training leaves its log and pictures.
  var training: URL?
  /// Pictures of the quiz; nil for invented ones.
  var quiz: URL?
  /// The pages; nil for those that came with the service.
  var pages: URL?

  /// The largest recogniser file that is taken, in bytes: the limit of other bodies, but at least 256 MB.
  var maximumFile: Int { max(maximumBody, 256_000_000) }
}
