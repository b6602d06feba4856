/// Images that are read when they are asked for: files on a disk, a database, a camera's recordings.
///
/// A dataset of them takes the memory of one batch. What batches hold is the same as if all images lay
/// in memory; they are read by several threads at once, ahead of the step that needs them.
///
/// ```swift
/// struct Recordings: ImageSource {
///   let frames: [URL]
///   var count: Int { frames.count }
///   func pixels(at position: Int) throws -> [UInt8] {
///     try Bitmap.read(frames[position], as: .rgb).pixels
///   }
/// }
/// ```
public protocol ImageSource: Sendable {
  /// The number of images.
  var count: Int { get }

  /// The bytes of the image at a position from 0 on: `height · width · channels` of them, row by row,
  /// in the form that the dataset says. Called from several threads at once; the same each time.
  ///
  /// - Throws: What keeps the image from being read.
  func pixels(at position: Int) throws -> [UInt8]
}
