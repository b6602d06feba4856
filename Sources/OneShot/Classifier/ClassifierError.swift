import Basics
import Files
import Tensor

/// What a ``OneShotClassifier`` cannot work with.
public enum ClassifierError: Error, Equatable, CustomStringConvertible {
  /// Something that must be a number and is infinite or NaN.
  public enum Quantity: String, Sendable {
    /// The pixels of an image.
    case pixels
    /// What the leg makes of an image.
    case embedding
    /// What the head says of two embeddings.
    case score
  }

  /// Images of another shape than the network was made for; `expected` says `n` where any number of
  /// images will do.
  case wrongShape(found: Shape, expected: String)
  /// Embeddings of another size than the network's.
  case wrongEmbeddings(found: Shape, expected: String)
  /// Images of a dataset were prepared in another way than those that the classifier knows.
  case otherValues(dataset: ImageFormat, expected: ImageFormat)
  /// An image of a dataset that is not in memory cannot be read.
  case unreadable(dataset: String, reason: String)
  /// A batch without images.
  case noImages
  /// Two sides of pairs with different numbers of images.
  case differentCounts(left: Int, right: Int)
  /// An image, by its position in the batch, with something that is infinite or NaN.
  case notFinite(Quantity, image: Int)
  /// A label without classes.
  case emptyLabel
  /// No class of this label is enrolled.
  case unknownLabel(String, known: [String])
  /// A prediction before any class is enrolled.
  case nothingEnrolled
  /// None of a dataset's classes is enrolled.
  case noClassEnrolled(dataset: String, known: [String])
  /// A calibration on enrolled classes of which there are too few, or too few with several examples.
  case tooFewExamples(classes: Int, ofSeveralExamples: Int)
  /// A setting outside its range.
  case outOfRange(setting: String, found: String, expected: String)
  /// The gallery file cannot be written; the change was not made.
  case gallery(FileProblem)
  /// The index cannot be used, or has failed; if it was asked for a change, that was not made.
  case index(String)

  /// What was found, and what was expected.
  public var description: String {
    switch self {
    case .wrongShape(let found, let expected):
      "classifier: expected images of shape \(expected), found \(found)"
    case .wrongEmbeddings(let found, let expected):
      "classifier: expected embeddings of shape \(expected), found \(found)"
    case .otherValues(let found, let expected):
      "classifier: expected images prepared as \(expected), found \(found)"
    case .unreadable(let dataset, let reason):
      "classifier: expected images of \(dataset) that can be read, found: \(reason)"
    case .noImages: "classifier: expected at least one image, found none"
    case .differentCounts(let left, let right):
      "classifier: expected as many images on both sides of the pairs, found \(left) and \(right)"
    case .notFinite(.pixels, let image):
      "classifier: expected finite pixels, found an infinite one or NaN in image \(image)"
    case .notFinite(let quantity, let image):
      "classifier: expected a finite \(quantity.rawValue) of image \(image), found infinity or NaN: "
        + "the network's weights are not finite or too large"
    case .emptyLabel: "classifier: expected a label, found an empty one"
    case .unknownLabel(let label, let known):
      "classifier: found no class '\(label)', expected "
        + (known.isEmpty ? "one that is enrolled; none is" : "one of \(Self.list(known))")
    case .nothingEnrolled: "classifier: expected at least one enrolled class, found none"
    case .noClassEnrolled(let dataset, let known):
      "classifier: found none of the classes of \(dataset) enrolled, expected some of "
        + Self.list(known)
    case .tooFewExamples(let classes, let several):
      "classifier: expected at least two enrolled classes, one of them of two examples or more, found "
        + "\(counted(classes, "class")), \(several) of them of two examples or more"
    case .outOfRange(let setting, let found, let expected):
      "classifier: expected \(setting) \(expected), found \(found)"
    case .index(let reason): "classifier: the index: \(reason)"
    case .gallery(let problem): "classifier: the change was not made: \(problem)"
    }
  }

  /// The first few of the labels.
  private static func list(_ labels: [String]) -> String {
    let rest = labels.count - 10
    return labels.prefix(10).joined(separator: ", ") + (rest > 0 ? " and \(rest) more" : "")
  }
}
