import Autograd
import Basics
import Files
import Foundation
import Layers

extension OneShotClassifier {
  /// The file that every change of classes is written to, nil if there is none.
  public var gallery: URL? { changes.withLock { $0.gallery?.url } }

  /// Keeps the classes in a file of their own from now on: what is enrolled or removed is one more record at
  /// its end, and not the whole file anew, as ``save(to:as:selfContained:)`` writes it.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier(contentsOf: network)
  /// print(try classifier.openGallery(url))  // 1000000 classes, …
  /// try classifier.enroll("seal", image)    // one record more
  /// ```
  ///
  /// A file that is there is mapped into memory: labels are read when it is opened, and of its embeddings
  /// those are in memory that are looked at. One that is not there begins with the classes that are
  /// enrolled. Records have checksums. If the program or the machine stops in the midst
  /// of a change, that change is cut off when the file is opened again, and the report says so; all before
  /// it are there. As the gallery is one file for one program, whoever else opens it meanwhile is refused.
  ///
  /// The file holds labels and embeddings; the network, the options and the thresholds are the classifier's,
  /// which is saved without its classes as `copy(keepingClasses: false)`.
  ///
  /// - Parameters:
  ///   - url: The file.
  ///   - isSynchronized: Whether a change has reached the disk when it is made, which takes some
  ///     milliseconds; default true. Otherwise the last changes are lost if the machine stops, though not if
  ///     only the program does.
  /// - Returns: What was found.
  /// - Throws: ``/Files/FileProblem`` if the file cannot be read and written, is another one's, damaged before
  ///   its end, or of another network; or it is there and the classifier already has classes or a gallery.
  ///   Then the classifier is as it was.
  @discardableResult
  public func openGallery(
    _ url: URL, isSynchronized: Bool = true
  ) throws(FileProblem) -> GalleryReport {
    let probe = ModelProbe(of: siamese)
    return try changes.withLock { changes throws(FileProblem) in
      var next = state
      if let gallery = changes.gallery {
        throw FileProblem(
          url, found: "a classifier whose gallery is \(gallery.url.shownPath)",
          expected: "one without a gallery")
      }
      if Files.exists(url) && next.enrolled.count > 0 {
        throw FileProblem(
          url, found: "a gallery for a classifier that has classes already",
          expected: "a classifier without classes, or a gallery that is not there yet")
      }
      let gallery = try GalleryFile(
        url, probe: probe, enrolled: next.enrolled, isSynchronized: isSynchronized)
      let found = try gallery.contents(rule: shotRule)
      next.enrolled = found.enrolled
      (changes.places, changes.gallery) = (found.places, gallery)
      publish(next)
      return GalleryReport(
        classes: found.enrolled.count, examples: found.enrolled.examples,
        cutBytes: found.cutBytes)
    }
  }

  /// Gives up the gallery file; the classes stay enrolled, and changes are no longer written.
  public func closeGallery() { changes.withLock { $0.gallery = nil } }

  /// Writes the gallery file anew without what is gone, which also happens by itself when that is most of it.
  /// Whoever asks the classifier meanwhile is answered; changes wait.
  ///
  /// - Throws: ``/Files/FileProblem`` if the file cannot be written; then it is as it was.
  public func compactGallery() throws(FileProblem) {
    try changes.withLock { changes throws(FileProblem) in
      try changes.gallery?.compact(to: state.enrolled)
    }
  }
}
