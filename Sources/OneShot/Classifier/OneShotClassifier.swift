import Autograd
import Basics
import Datasets
import Files
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
/// takes the place of what was there. The copy shares its memory with what was there, so that a change takes
/// no longer if thousands of classes are enrolled. Images are embedded before that, on the calling thread.
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
  /// Held by whoever makes the next state, so that a prediction never waits for more than a copy.
  let changes: Lock<Changes>

  /// What only those who make changes need.
  struct Changes: Sendable {
    /// Where each class is.
    var places: ClassPlaces
    /// Where changes are written, if anywhere.
    var gallery: GalleryFile?
  }

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
      ClassifierState(enrolled: EnrolledClasses(rule: shotRule)), ClassPlaces(),
      preprocessing: preprocessing, recipe: recipe, metadata: metadata)
  }

  init(
    _ scorer: Views<Siamese<Leg>>, _ state: ClassifierState, _ places: ClassPlaces,
    preprocessing: ImagePreprocessing?, recipe: Recipe?, metadata: [String: String]
  ) {
    self.scorer = scorer
    self.preprocessing = preprocessing
    self.recipe = recipe
    shotRule = state.enrolled.rule
    self.metadata = metadata
    current = Lock(state)
    changes = Lock(Changes(places: places))
  }

  /// What the classifier knows at this moment.
  var state: ClassifierState { current.withLock { $0 } }

  /// Replaces the state by what `body` makes of it; changes wait for each other.
  func change(_ body: (inout ClassifierState) -> Void) {
    changes.withLock { _ in
      var next = state
      body(&next)
      current.withLock { $0 = next }
    }
  }

  /// Changes what is enrolled, or throws and changes nothing.
  func change(_ change: ClassChange) throws(ClassifierError) {
    try changes.withLock { changes throws(ClassifierError) in
      let before = state
      var next = before
      changes.places.prepare(for: before.enrolled)
      try next.enrolled.check(change, places: changes.places)
      let gallery = changes.gallery
      let canFail = gallery != nil || before.index != nil
      let backup = canFail ? changes.places.backup(of: change) : nil
      let gone = before.index.map { _ in
        before.enrolled.ids(goneAfter: change, places: changes.places)
      }
      next.enrolled.apply(change, places: &changes.places)
      do throws(ClassifierError) {
        if let index = before.index {
          let first = before.enrolled.rows.count
          let come = next.enrolled.rows(broughtBy: change, from: first, places: changes.places)
          try index.change(gone: (gone ?? [], before.enrolled), come: (come, next.enrolled)) {
            () throws(ClassifierError) in try commit(change, next, to: gallery)
          }
        } else {
          try commit(change, next, to: gallery)
        }
      } catch {
        if let backup { changes.places.restore(backup) }
        throw error
      }
      makeRoom(in: next, &changes)
    }
  }

  /// Writes a change that was made, and lets everybody see it.
  private func commit(
    _ change: ClassChange, _ next: ClassifierState, to gallery: GalleryFile?
  ) throws(ClassifierError) {
    do throws(FileProblem) {
      try gallery?.append(change)
    } catch {
      throw .gallery(error)
    }
    publish(next)
  }

  /// Gives up the room of what is gone, if it is much.
  private func makeRoom(in state: ClassifierState, _ changes: inout Changes) {
    var state = state
    if state.enrolled.isSparse {
      state.enrolled = state.enrolled.compacted(places: &changes.places)
      publish(state)
    }
    // All is written already: if there is no room for a smaller file, this one will do.
    if let gallery = changes.gallery, gallery.isSparse(for: state.enrolled) {
      try? gallery.compact(to: state.enrolled)
    }
  }

  /// Lets everybody see a state; only for whoever has `changes`.
  func publish(_ next: ClassifierState) { current.withLock { $0 = next } }

  /// What is enrolled and the numbers of the labels at one moment, after any change that is under way.
  func withClasses<Result>(
    _ body: (ClassifierState, ClassPlaces) throws(ClassifierError) -> Result
  ) throws(ClassifierError) -> Result {
    try changes.withLock { changes throws(ClassifierError) in
      let state = state
      changes.places.prepare(for: state.enrolled)
      return try body(state, changes.places)
    }
  }
}
