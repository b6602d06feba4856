import Kernels
import Tensor
import Testing

@testable import Datasets

@Suite struct ImageDistortionDrawingTests {
  private let layout = PixelLayout(height: 60, width: 80, channels: 3)
  private let size = ImageSize(height: 20, width: 20)

  private func drawn(
    _ distortion: ImageDistortion, _ count: Int = 1, seed: UInt64 = 1
  ) -> [ImageChange] {
    var random = SeededGenerator(seed: seed)
    return distortion.draw(count, of: layout, to: size, isInk: false, using: &random)
  }

  @Test func whatIsNotSetTakesNothingOfTheGenerator() {
    var random = SeededGenerator(seed: 1)
    _ = ImageDistortion(affine: nil).draw(
      5, of: layout, to: size, isInk: false, using: &random)
    #expect(random == SeededGenerator(seed: 1))
    // An affine map is the same with other parts after it, as long as they draw for one image.
    var more = ImageDistortion.koch
    (more.colors, more.gray, more.blur) = (ColorJitter(), 0.5, GaussianBlur())
    more.erasing = RandomErasing()
    #expect(drawn(more)[0].warp == drawn(ImageDistortion.koch)[0].warp)
  }

  @Test func theCropMovesTheMapToItsMiddle() {
    var random = SeededGenerator(seed: 1)
    let crop = RandomResizedCrop(scale: 0.2...0.4)
    let box = crop.box(of: layout.size, using: &random)!
    let warp = drawn(ImageDistortion(crop: crop))[0].warp
    #expect(warp.area == box.size)
    #expect(warp.map.x == Float(box.left) + Float(box.size.width) / 2 - 40)
    #expect(warp.map.y == Float(box.top) + Float(box.size.height) / 2 - 30)
    #expect((warp.map.xx, warp.map.yy) == (1, 1))
  }

  @Test func shiftsAreInUnitsOfThePart() {
    let shift = AffineAugmentation(
      rotation: 0...0, shear: 0...0, scale: 1...1, shift: 0.25...0.25, probability: 1)
    let cropped = drawn(ImageDistortion(crop: RandomResizedCrop(scale: 0.2...0.4)))[0].warp
    let shifted = drawn(
      ImageDistortion(crop: RandomResizedCrop(scale: 0.2...0.4), affine: shift))[0].warp
    let area = cropped.area!
    #expect(abs(cropped.map.x - shifted.map.x - 0.25 * Float(area.width)) < 1e-3)
    #expect(abs(cropped.map.y - shifted.map.y - 0.25 * Float(area.height)) < 1e-3)
  }

  @Test func flipsMirrorTheMap() {
    let both = drawn(ImageDistortion(crop: nil, flips: RandomFlip(horizontal: 1, vertical: 1)))[0]
    #expect(both.warp.map == AffineMap(xx: -1, xy: 0, yx: 0, yy: -1, x: 0, y: 0))
    let one = drawn(ImageDistortion(crop: nil, flips: RandomFlip(horizontal: 1)))[0]
    #expect(one.warp.map == AffineMap(xx: -1, xy: 0, yx: 0, yy: 1, x: 0, y: 0))
  }

  @Test func stepsComeInTheirOrder() {
    var distortion = ImageDistortion(crop: nil, colors: ColorJitter())
    distortion.gray = 1
    distortion.blur = GaussianBlur(probability: 1)
    distortion.erasing = RandomErasing(probability: 1)
    let steps = drawn(distortion)[0].steps
    #expect(steps.count == 7 && steps[4] == .gray)
    guard case .blur = steps[5], case .erasing(let box) = steps[6] else {
      Issue.record("found \(steps)")
      return
    }
    // The rectangle lies within the result, not within the source.
    #expect(box.top + box.size.height <= 20 && box.left + box.size.width <= 20)
  }

  @Test func grayHasItsProbability() {
    var distortion = ImageDistortion(affine: nil)
    distortion.gray = 0.2
    let found = drawn(distortion, 2000).count { $0.steps == [.gray] }
    #expect(abs(found - 400) < 80)
  }

  @Test func onlyWhatUncoversSomethingNeedsAFill() {
    var distortion = ImageDistortion(crop: RandomResizedCrop(), fill: .color(.white))
    #expect(drawn(distortion)[0].warp.surroundings == .edge)
    distortion.affine = .gentle
    #expect(drawn(distortion)[0].warp.surroundings == .color(SIMD4(1, 1, 1, 0)))
    distortion.fill = .reflection
    #expect(drawn(distortion)[0].warp.surroundings == .reflection)
    var random = SeededGenerator(seed: 1)
    let ink = ImageDistortion(affine: nil).draw(
      1, of: layout, to: size, isInk: true, using: &random)
    #expect(ink == [.none])
  }

  @Test func aProbabilityOfGrayThatIsNoneStops() async {
    await #expect(processExitsWith: .failure) {
      var distortion = ImageDistortion.koch
      distortion.gray = 2
      var random = SeededGenerator(seed: 1)
      _ = distortion(Tensor.zeros([1, 4, 4, 1]), using: &random)
    }
  }
}
