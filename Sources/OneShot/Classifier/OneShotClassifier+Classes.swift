import Autograd
import Basics
import Datasets
import Layers
import Tensor

extension OneShotClassifier {
  /// The number of enrolled classes.
  public var classCount: Int { state.enrolled.count }

  /// The labels of the enrolled classes, in the order of their first enrollment.
  public var labels: [String] { state.enrolled.labels }

  /// The number of examples of a class, 0 if none is enrolled under this label.
  public func shots(of label: String) -> Int {
    changes.withLock { changes in
      let enrolled = state.enrolled
      changes.places.prepare(for: enrolled)
      return changes.places[label].map { enrolled[$0].shots } ?? 0
    }
  }

  /// Remembers examples of a class; if the label is enrolled already, they are added to its others. It takes
  /// no longer if many classes are enrolled.
  ///
  /// - Parameters:
  ///   - label: Names the class.
  ///   - images: At least one, `[n, height, width, channels]`, prepared as for training.
  /// - Throws: ``ClassifierError`` if the label is empty, there are no images or ones of another
  ///   size, or a pixel is infinite or NaN; then nothing is enrolled.
  public func enroll(_ label: String, _ images: Tensor) throws(ClassifierError) {
    try enroll([(label, images)])
  }

  /// Remembers examples of many classes in one change: whoever asks meanwhile sees all of them or none. The
  /// images are embedded many at a time, those of several classes together, which is faster than one by one.
  ///
  /// - Parameter examples: Labels and images as for one class; a label may occur twice.
  /// - Throws: ``ClassifierError`` as for one class; then nothing is enrolled. An image at fault is named by
  ///   its position among all.
  public func enroll(_ examples: [(label: String, images: Tensor)]) throws(ClassifierError) {
    guard examples.allSatisfy({ !$0.label.isEmpty }) else { throw .emptyLabel }
    let embeddings = try embed(examples.map(\.images))
    try change(
      .add(zip(examples, embeddings).map { (label: $0.label, embeddings: $1) }))
  }

  /// Remembers examples of all classes of a dataset, under the labels that
  /// ``/Datasets/ImageDataset/label(of:)`` gives them: classes of one name in two groups stay apart.
  ///
  /// - Parameters:
  ///   - dataset: Pictures prepared as for training; a class without any is passed over.
  ///   - shots: The most examples of a class to take, its first ones; default all.
  /// - Throws: ``ClassifierError`` if a label is empty or the images do not fit; then nothing is enrolled.
  public func enroll(
    _ dataset: ImageDataset, shots: Int = .max
  ) throws(ClassifierError) {
    require(shots > 0, "OneShotClassifier: expected at least one shot, got \(shots)")
    let classes = dataset.classes.filter { !$0.images.isEmpty }.map {
      (label: dataset.label(of: $0), images: Array($0.images.prefix(shots)))
    }
    guard classes.allSatisfy({ !$0.label.isEmpty }) else { throw .emptyLabel }
    let store = try embed(dataset, at: classes.flatMap(\.images))
    try change(.add(classes.map { (label: $0.label, embeddings: store.rows(at: $0.images)) }))
  }

  /// Forgets a class and all its examples.
  ///
  /// - Throws: ``ClassifierError/unknownLabel(_:known:)`` if no class of this label is enrolled.
  public func remove(_ label: String) throws(ClassifierError) { try change(.remove(label)) }

  /// Forgets one example of a class, and the class with its last one.
  ///
  /// - Parameters:
  ///   - label: Names the class.
  ///   - example: Its position among the class's examples, in the order of their enrollment, from 0.
  /// - Throws: ``ClassifierError`` if there is no such class or example.
  public func remove(_ label: String, example: Int) throws(ClassifierError) {
    try change(.removeExample(label, example))
  }
}
