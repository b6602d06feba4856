import Autograd
import Basics
import Datasets
import Layers
import Tensor

/// Recognizes classes of which it was shown an example or a few: a trained ``Siamese`` network and the
/// embeddings of the examples. Nothing is trained for a new class.
///
/// ```swift
/// let classifier = OneShotClassifier(siamese, preprocessing: preprocessing)
/// try classifier.calibrate(on: heldOut)  // learns when to say "unknown"
/// try classifier.enroll("seal", sealImage)  // [1, 28, 28, 1]
/// try classifier.enroll("crane", craneImage)
/// let prediction = try classifier.predict(image)
/// prediction.label  // "crane", or nil for an unknown class
/// try classifier.save(to: url)
/// ```
///
/// It may be used from many tasks at once. Whatever it is asked is answered from what was enrolled at
/// that moment, and no enrollment is lost, since changes are made one after another on a copy that then
/// takes the place of what was there. Images are embedded before that, on the calling thread.
public final class OneShotClassifier<Leg: Layer>: Sendable {
  /// The network.
  public var siamese: Siamese<Leg> { scorer.scorer }
  /// What the score of a class is if it has several examples.
  public let shotRule: ShotRule
  /// How a picture of any size becomes an image for this network; nil if it was not said. What is
  /// enrolled and asked must be prepared so, and a file keeps it.
  public let preprocessing: ImagePreprocessing?
  /// What the network was made and trained by; nil if it was made otherwise. A file keeps it, and can
  /// then be read without a network.
  public let recipe: Recipe?
  /// How often each image is embedded.
  public var views: Int { scorer.count }
  /// How further views are distorted.
  public var augmentation: AffineAugmentation { scorer.augmentation }
  /// Text that is saved along.
  public let metadata: [String: String]

  /// What embeds images and scores pairs of them.
  public let scorer: Views<Siamese<Leg>>
  private let current: Lock<ClassifierState>
  /// Held by whoever makes the next state, so that reading never waits for more than a copy.
  private let changes = Lock(())

  /// A classifier without classes, which knows no threshold yet and so never says "unknown".
  ///
  /// - Parameters:
  ///   - siamese: The trained network.
  ///   - preprocessing: How pictures become images for it, to be saved along; default not said. Of another
  ///     size than the network's input it is a programming error.
  ///   - recipe: What the network was made by; default nil.
  ///   - shotRule: What the score of a class with several examples is; default the mean score.
  ///   - views: How often each image is embedded; the mean of more than one embedding is steadier, and
  ///     takes as many times longer. Default 1: the image as it is.
  ///   - augmentation: How further views are distorted; default a little less than in training.
  ///   - metadata: Text that is saved along; default none.
  public convenience init(
    _ siamese: Siamese<Leg>, preprocessing: ImagePreprocessing? = nil, recipe: Recipe? = nil,
    shotRule: ShotRule = .meanScore, views: Int = 1, augmentation: AffineAugmentation = .gentle,
    metadata: [String: String] = [:]
  ) {
    require(views > 0, "OneShotClassifier: expected at least one view, got \(views)")
    if let size = preprocessing?.imageShape {
      require(
        size == siamese.input,
        "OneShotClassifier: expected a preprocessing to \(siamese.input), got one to \(size)")
    }
    self.init(
      Views(siamese, views, augmentation: augmentation),
      ClassifierState(enrolled: EnrolledClasses(rule: shotRule)), preprocessing: preprocessing,
      recipe: recipe, shotRule: shotRule, metadata: metadata)
  }

  init(
    _ scorer: Views<Siamese<Leg>>, _ state: ClassifierState, preprocessing: ImagePreprocessing?,
    recipe: Recipe?, shotRule: ShotRule, metadata: [String: String]
  ) {
    self.scorer = scorer
    self.preprocessing = preprocessing
    self.recipe = recipe
    self.shotRule = shotRule
    self.metadata = metadata
    current = Lock(state)
  }

  /// What the classifier knows at this moment.
  var state: ClassifierState { current.withLock { $0 } }

  /// Replaces the state by what `body` makes of it; changes wait for each other.
  func change<Failure: Error>(
    _ body: (inout ClassifierState) throws(Failure) -> Void
  ) throws(Failure) {
    try changes.withLock { _ throws(Failure) in
      var next = state
      try body(&next)
      current.withLock { $0 = next }
    }
  }
}

// MARK: - Classes

extension OneShotClassifier {
  /// The labels of the enrolled classes, in the order of their first enrollment.
  public var labels: [String] { state.enrolled.entries.map(\.label) }

  /// The number of examples of a class, 0 if none is enrolled under this label.
  public func shots(of label: String) -> Int {
    state.enrolled.shots(of: label)
  }

  /// Remembers examples of a class; if the label is enrolled already, they are added to its others.
  ///
  /// - Parameters:
  ///   - label: Names the class.
  ///   - images: At least one, `[n, height, width, channels]`, prepared as for training.
  /// - Throws: ``ClassifierError`` if the label is empty, there are no images or ones of another
  ///   size, or a pixel is infinite or NaN; then nothing is enrolled.
  public func enroll(_ label: String, _ images: Tensor) throws(ClassifierError) {
    guard !label.isEmpty else { throw .emptyLabel }
    let embeddings = try embed(images)
    change { $0.enrolled.add([(label, embeddings)]) }
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
    let examples = classes.map { (label: $0.label, embeddings: store.rows(at: $0.images)) }
    change { $0.enrolled.add(examples) }
  }

  /// Forgets a class and all its examples.
  ///
  /// - Throws: ``ClassifierError/unknownLabel(_:known:)`` if no class of this label is enrolled.
  public func remove(_ label: String) throws(ClassifierError) {
    try change { state throws(ClassifierError) in try state.enrolled.remove(label) }
  }
}
