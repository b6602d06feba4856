import Foundation
import OneShot

extension Target {
  /// The classes of a classifier and changes of them.
  static let gallery = Target(
    name: "gallery", longest: 4096,
    words: ["OneShot gallery 1\n", "OSGR", "network", "class 0", "\u{1}\0\0\0", "\u{2}\0\0\0"],
    seeds: { seeds in
      let classifier = OneShotClassifier(try galleryNetwork())
      try classifier.openGallery(seeds.next(), isSynchronized: false)
      for number in 0..<3 {
        try classifier.enroll(embeddings: [("class \(number)", .full([1 + number, 2], 1))])
      }
      try classifier.remove("class 2", example: 1)
      try classifier.remove("class 0")
      classifier.closeGallery()
      let compacted = OneShotClassifier(try galleryNetwork())
      try compacted.enroll(embeddings: [("a", .ones([1, 2])), ("b", .zeros([2, 2]))])
      try compacted.openGallery(seeds.next(), isSynchronized: false)
      compacted.closeGallery()
    },
    test: { input in
      let file = try input.file(ending: "gallery")
      let classifier = OneShotClassifier(try galleryNetwork())
      let found = try classifier.openGallery(file, isSynchronized: false)
      expect(found.classes == classifier.labels.count, "as many classes as labels")
      try classifier.enroll(embeddings: [("one more", .ones([1, 2]))])
      let labels = classifier.labels
      try classifier.compactGallery()
      classifier.closeGallery()
      let again = OneShotClassifier(try galleryNetwork())
      try again.openGallery(file, isSynchronized: false)
      expect(again.labels == labels, "the gallery written and read")
    })

  private static func galleryNetwork() throws -> Siamese<Sequential> {
    try Siamese(Sequential { Flatten() }, input: [1, 1, 2], distance: .squaredL2)
  }
}
