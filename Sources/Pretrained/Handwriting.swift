import Files
import Foundation
import Layers
import OneShot

extension OneShotClassifier where Leg == Sequential {
  /// A recognizer of characters and signs that are drawn by hand, trained, calibrated, and without
  /// classes: show it one example of each of yours.
  ///
  /// ```swift
  /// let classifier = try OneShotClassifier.handwriting()
  /// let ink = Recipe.handwriting.preprocessing
  /// try classifier.enroll("seal", ImageFolder.image(at: seal, as: ink))
  /// try classifier.enroll("crane", ImageFolder.image(at: crane, as: ink))
  /// print(try classifier.predict(ImageFolder.image(at: query, as: ink)))
  /// ```
  ///
  /// It was trained on 27 of Omniglot's 30 background alphabets by ``/OneShot/Recipe/handwriting``, and its
  /// thresholds come from the other three; what it reaches on which data stands on the page "The network
  /// in the box". Pictures are prepared by its `preprocessing`: dark ink on light paper, padded to a square of 36×36.
  ///
  /// - Returns: A classifier of its own at each call.
  /// - Throws: `FileProblem` if the file of the weights is missing beside the program or is damaged.
  public static func handwriting() throws(FileProblem) -> OneShotClassifier {
    try OneShotClassifier(contentsOf: try weights(named: "handwriting"))
  }

  private static func weights(named name: String) throws(FileProblem) -> URL {
    guard let url = Bundle.module.url(forResource: name, withExtension: "safetensors") else {
      throw FileProblem(
        path: "\(name).safetensors", found: "no such file in \(Bundle.module.bundlePath)",
        expected: "the weights that come with the product Pretrained")
    }
    return url
  }
}
