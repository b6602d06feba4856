import Autograd
import Kernels
import Layers
import Tensor

/// What a service or a database needs that keeps embeddings itself: images are embedded once, many at a
/// time and on a thread of the caller's choice, and everything after that takes their embeddings.
///
/// ```swift
/// let embeddings = try classifier.embeddings(of: images)  // [n, size]
/// try classifier.enroll(embeddings: [("seal", embeddings[0..<1])])
/// let answers = try classifier.predictions(
///   ofEmbeddings: embeddings[1..<2], top: 3)
/// ```
extension OneShotClassifier {
  /// What the network makes of images, the mean of all views: the same as enrolling and asking compute.
  ///
  /// - Parameter images: At least one, `[n, height, width, channels]`, prepared as for training.
  /// - Returns: `[n, embeddingSize]`.
  /// - Throws: ``ClassifierError`` if there are no images or ones of another size, or a pixel is infinite
  ///   or NaN.
  public func embeddings(of images: Tensor) throws(ClassifierError) -> Tensor {
    try embed(images)
  }

  /// The embeddings of a class's examples, in the order of their enrollment: `[shots, embeddingSize]`.
  ///
  /// - Throws: ``ClassifierError/unknownLabel(_:known:)`` if no class of this label is enrolled.
  public func embeddings(of label: String) throws(ClassifierError) -> Tensor {
    let (enrolled, number) = try withClasses { state, places throws(ClassifierError) in
      (state.enrolled, try state.enrolled.number(of: label, in: places))
    }
    return enrolled.embeddings(of: number)
  }

  /// Remembers examples whose embeddings are known, of one class or many, in one change: whoever asks
  /// meanwhile sees all of them or none.
  ///
  /// - Parameter examples: Labels and embeddings `[n, embeddingSize]` of this network; where a label is
  ///   enrolled already, or occurs twice, they are added to its others.
  /// - Throws: ``ClassifierError`` if a label is empty, or embeddings are none, of another size, infinite
  ///   or NaN; then nothing is enrolled.
  public func enroll(
    embeddings examples: [(label: String, embeddings: Tensor)]
  ) throws(ClassifierError) {
    for (label, embeddings) in examples {
      if label.isEmpty { throw .emptyLabel }
      try requireEmbeddings(embeddings)
    }
    try change(.add(examples))
  }

  /// Forgets all classes; the thresholds stay.
  ///
  /// - Throws: ``ClassifierError`` only if a gallery file cannot be written.
  public func removeAll() throws(ClassifierError) { try change(.removeAll) }

  /// As `predictions(of:top:)`, of images that were embedded before.
  ///
  /// - Parameters:
  ///   - embeddings: `[n, embeddingSize]`, as `embeddings(of:)` gives them.
  ///   - top: How many of the best classes are listed for each, at least 1; default 5.
  /// - Throws: ``ClassifierError`` if no class is enrolled, embeddings are none or of another size,
  ///   infinite or NaN, or `top` is below 1.
  public func predictions(
    ofEmbeddings embeddings: Tensor, top: Int = 5
  ) throws(ClassifierError) -> [OneShotPrediction] {
    try requireEmbeddings(embeddings)
    return try predictions(ofEmbeddings: embeddings, top: top, from: state)
  }

  /// As `verdicts(on:_:)`, of images that were embedded before.
  ///
  /// - Parameters:
  ///   - left: `[n, embeddingSize]`, as `embeddings(of:)` gives them.
  ///   - right: As many.
  /// - Throws: ``ClassifierError`` if embeddings are none, of another size, infinite or NaN, or there
  ///   are more on one side.
  public func verdicts(
    onEmbeddings left: Tensor, _ right: Tensor
  ) throws(ClassifierError) -> [PairVerdict] {
    try requireEmbeddings(left)
    try requireEmbeddings(right)
    return try verdicts(onEmbeddings: left, right, threshold: verificationThreshold)
  }

  /// Another classifier of the same network, options and thresholds; what is enrolled in one of the two
  /// from now on the other does not know. The network's weights are shared until one is changed.
  ///
  /// - Parameters:
  ///   - keepingClasses: Whether it knows the classes that are enrolled now; default true.
  ///   - metadata: Text that is saved along; default nil: that of this classifier.
  public func copy(
    keepingClasses: Bool = true, metadata: [String: String]? = nil
  ) -> OneShotClassifier {
    var (state, places) = changes.withLock { (self.state, $0.places) }
    // Of an index that is a reference both would change what only one of them knows.
    state.index = nil
    if !keepingClasses {
      (state.enrolled, places) = (EnrolledClasses(rule: shotRule), ClassPlaces())
    }
    return OneShotClassifier(
      scorer, state, places, preprocessing: preprocessing, recipe: recipe,
      metadata: metadata ?? self.metadata)
  }

  private func requireEmbeddings(_ embeddings: Tensor) throws(ClassifierError) {
    let size = siamese.embeddingSize
    guard embeddings.rank == 2, embeddings.shape[1] == size else {
      throw .wrongEmbeddings(found: embeddings.shape, expected: "[n, \(size)]")
    }
    guard embeddings.shape[0] > 0 else { throw .noImages }
    try requireFinite(embeddings, .embedding)
  }
}
