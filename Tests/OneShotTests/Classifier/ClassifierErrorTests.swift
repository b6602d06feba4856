import OneShot
import Testing

@Suite struct ClassifierErrorTests {
  @Test func sayWhatWasFoundAndExpected() {
    let expected: [(ClassifierError, String)] = [
      (
        .wrongShape(found: [2, 30, 28, 1], expected: "[n, 28, 28, 1]"),
        "classifier: expected images of shape [n, 28, 28, 1], found [2, 30, 28, 1]"
      ),
      (
        .wrongEmbeddings(found: [2, 7], expected: "[n, 8]"),
        "classifier: expected embeddings of shape [n, 8], found [2, 7]"
      ),
      (
        .tooFewExamples(classes: 1, ofSeveralExamples: 0),
        "classifier: expected at least two enrolled classes, one of them of two examples or more, "
          + "found 1 class, 0 of them of two examples or more"
      ),
      (.noImages, "classifier: expected at least one image, found none"),
      (
        .differentCounts(left: 2, right: 3),
        "classifier: expected as many images on both sides of the pairs, found 2 and 3"
      ),
      (
        .notFinite(.pixels, image: 4),
        "classifier: expected finite pixels, found an infinite one or NaN in image 4"
      ),
      (
        .notFinite(.embedding, image: 0),
        "classifier: expected a finite embedding of image 0, found infinity or NaN: the network's "
          + "weights are not finite or too large"
      ),
      (.emptyLabel, "classifier: expected a label, found an empty one"),
      (
        .unknownLabel("x", known: ["a", "b"]),
        "classifier: found no class 'x', expected one of a, b"
      ),
      (
        .unknownLabel("x", known: (0..<12).map(String.init)),
        "classifier: found no class 'x', expected one of 0, 1, 2, 3, 4, 5, 6, 7, 8, 9 and 2 more"
      ),
      (
        .unknownLabel("x", known: []),
        "classifier: found no class 'x', expected one that is enrolled; none is"
      ),
      (.nothingEnrolled, "classifier: expected at least one enrolled class, found none"),
      (
        .outOfRange(setting: "top", found: "0", expected: "above 0"),
        "classifier: expected top above 0, found 0"
      ),
    ]
    for (error, text) in expected { #expect(error.description == text) }
  }
}
