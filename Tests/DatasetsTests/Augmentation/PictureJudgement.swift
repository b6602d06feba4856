import Kernels
import Tensor
import TestSupport
import Testing

/// What torchvision made of a picture: one case of `Tests/Fixtures/Augmentation`.
struct PictureJudgement {
  let fixture: Fixture
  let picture: Tensor

  init(_ name: String) {
    fixture = Fixture("Augmentation/\(name)")
    picture = fixture["x"]
  }

  /// The settings and what became of the picture, case by case.
  var cases: [(setting: [Float], output: Tensor)] {
    (0..<fixture.integer("count")).map { number in
      let numbers = fixture.text("setting.\(number)").split(separator: " ").compactMap { Float($0) }
      return (numbers, fixture["output.\(number)"])
    }
  }

  /// The picture through a change, at the size of `output`.
  func changed(by change: ImageChange, as output: Tensor) -> Tensor {
    let layout = PixelLayout(
      height: picture.shape[1], width: picture.shape[2], channels: picture.shape[3])
    let size = ImageSize(height: output.shape[1], width: output.shape[2])
    return Tensor(output.shape) { target in
      withScalars(picture) {
        ChangedImages(layout, size: size)($0, changes: [change], into: target)
      }
    }
  }

  /// Compares the judge's pictures with what a change makes that follows from a setting.
  func compare(
    tolerance: Float = 1e-4, sourceLocation: SourceLocation = #_sourceLocation,
    _ change: ([Float]) -> ImageChange
  ) {
    for (setting, output) in cases {
      let found = changed(by: change(setting), as: output)
      let error = zip(found.scalars, output.scalars).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
      #expect(
        found.shape == output.shape && error <= tolerance, "\(fixture) \(setting): \(error)",
        sourceLocation: sourceLocation)
    }
  }
}
