// What torchvision's transforms are called here.
//
//   swift run Transforms

import DatasetFiles
import OneShot

// A picture that nobody took: colors at random.
var random = SeededGenerator(seed: 1)
let photo = Bitmap(
  width: 400, height: 300, format: .rgb,
  pixels: (0..<400 * 300 * 3).map { _ in UInt8.random(in: 0...255, using: &random) })

let prepare = ImagePreprocessing(
  height: 224, width: 224, channels: 3, values: .imageNet,
  shorterSide: 256)
let image = prepare(
  photo.pixels, height: photo.height, width: photo.width)

var augment = ImageDistortion(
  crop: RandomResizedCrop(scale: 0.35...1), flips: RandomFlip(),
  colors: ColorJitter(), erasing: RandomErasing(probability: 0.25))
augment.gray = 0.1
let dataset = ImageDataset(
  name: "one photo", format: prepare.format, groups: ["photos"],
  classes: [.init(name: "noise", group: 0, images: [0])], pixels: image)
let looks = dataset.images(
  at: [0, 0, 0, 0], height: 84, width: 84, distortion: augment,
  using: &random)
print(looks.shape)
