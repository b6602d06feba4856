// Things in photographs: from folders of colored pictures to a recognizer.
//
//   swift run Photographs  (half a minute; on pictures that it draws)
//   swift run Photographs path/to/pictures  (trains on class/picture.jpg instead)

import DatasetFiles
import Foundation
import OneShot

/// A recognizer of things like those in a folder.
func recognizer(for folder: URL) throws -> TrainedClassifier {
  let recipe = Recipe.photographs
  let pictures = try ImageFolder.load(folder, as: recipe.preprocessing)
  return try OneShotClassifier.trained(
    on: pictures, recipe: recipe, preprocessing: recipe.preprocessing)
}

if let folder = CommandLine.arguments.dropFirst().first {
  let trained = try recognizer(for: URL(filePath: folder))
  print(trained)
  try trained.classifier.save(to: URL(filePath: "things.safetensors"))
  exit(0)
}

// What stands in for a camera: toys on a table, each picture in other light and from another place.

enum Shape: String {
  case arch, ball, bar, brick, cross, frame, moon, ring, star, wedge

  static let known: [Shape] = [.ball, .bar, .brick, .cross, .frame, .moon, .star, .wedge]
  /// None of the toys that are learned from has such a shape.
  static let new: [Shape] = [.arch, .ring]
}

let paints: [(name: String, color: PixelColor)] = [
  ("blue", PixelColor(red: 40, green: 80, blue: 200)),
  ("brown", PixelColor(red: 120, green: 75, blue: 40)),
  ("green", PixelColor(red: 50, green: 150, blue: 60)),
  ("pink", PixelColor(red: 240, green: 140, blue: 180)),
  ("red", PixelColor(red: 200, green: 40, blue: 40)),
  ("yellow", PixelColor(red: 235, green: 205, blue: 40)),
]

/// Two colors of one gray: none of the toys that are learned from has them.
let newPaints: [(name: String, color: PixelColor)] = [
  ("rust", PixelColor(red: 150, green: 50, blue: 20)),
  ("teal", PixelColor(red: 0, green: 110, blue: 110)),
]

extension Shape {
  /// Whether a point is on the toy, whose size is about 1.
  func contains(_ x: Float, _ y: Float) -> Bool {
    let distance = (x * x + y * y).squareRoot()
    switch self {
    case .arch: return distance < 1 && y < 0.4 && hypotf(x, y - 0.4) > 0.5
    case .ball: return distance < 1
    case .bar: return abs(x) < 1.2 && abs(y) < 0.3
    case .brick: return abs(x) < 1.1 && abs(y) < 0.6
    case .cross: return min(abs(x), abs(y)) < 0.35 && distance < 1.1
    case .frame: return max(abs(x), abs(y)) < 0.9 && max(abs(x), abs(y)) > 0.5
    case .moon: return distance < 1 && hypotf(x - 0.6, y) > 0.75
    case .ring: return distance < 1 && distance > 0.55
    case .star: return abs(x * y) < 0.08 && distance < 1.2
    case .wedge: return y < 0.8 && y > 2 * abs(x) - 1
    }
  }
}

/// A picture of a toy.
func photograph(
  _ shape: Shape, _ color: PixelColor, width: Int, height: Int,
  using random: inout SeededGenerator
) -> Bitmap {
  func draw(_ range: ClosedRange<Float>) -> Float { .random(in: range, using: &random) }
  let (angle, light, table) = (draw(-0.4...0.4), draw(0.8...1.1), draw(100...160))
  let size = Float(min(width, height)) * draw(0.3...0.38)
  let middle = (
    x: Float(width) / 2 + size * draw(-0.2...0.2), y: Float(height) / 2 + size * draw(-0.2...0.2)
  )
  var pixels: [UInt8] = []
  for row in 0..<height {
    for column in 0..<width {
      let (x, y) = ((Float(column) - middle.x) / size, (Float(row) - middle.y) / size)
      let isToy = shape.contains(x * cos(angle) - y * sin(angle), x * sin(angle) + y * cos(angle))
      let shade = light * (1 - 0.08 * (x + y))
      for channel in [color.red, color.green, color.blue] {
        let value = (isToy ? Float(channel) : table) * shade + draw(-8...8)
        pixels.append(UInt8(min(max(value, 0), 255)))
      }
    }
  }
  return Bitmap(width: width, height: height, format: .rgb, pixels: pixels)
}

/// Writes `count` pictures of a toy into a folder, upright ones and lying ones.
func take(_ count: Int, of shape: Shape, _ color: PixelColor, to folder: String) throws {
  var random = SeededGenerator(seed: 1, folder)
  try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  for number in 0..<count {
    let isUpright = number.isMultiple(of: 2)
    let picture = photograph(
      shape, color, width: isUpright ? 48 : 64, height: isUpright ? 64 : 48, using: &random)
    try JPEG.write(picture, to: URL(filePath: "\(folder)/\(number).jpg"))
  }
}

// Paths in what is printed are short in a folder of one's own.
let workplace = FileManager.default.temporaryDirectory.appending(path: "photographs-\(UUID())")
try FileManager.default.createDirectory(at: workplace, withIntermediateDirectories: true)
_ = FileManager.default.changeCurrentDirectoryPath(workplace.path(percentEncoded: false))
defer { try? FileManager.default.removeItem(at: workplace) }

for shape in Shape.known {
  for paint in paints {
    try take(6, of: shape, paint.color, to: "toys/\(shape)/\(paint.name)")
  }
}
for shape in Shape.new {
  for paint in newPaints { try take(20, of: shape, paint.color, to: "new/\(shape)/\(paint.name)") }
}

// A folder as people have them.
try take(2, of: .ball, paints[0].color, to: "shelf/ball")
try take(2, of: .ring, paints[1].color, to: "shelf/cr\u{E8}me")
try take(2, of: .ring, paints[1].color, to: "shelf/cre\u{300}me")
try Data([0xFF, 0xD8, 0xFF, 0xE0]).write(to: URL(filePath: "shelf/ball/cut.jpg"))
try Data([0, 0, 0, 24] + Array("ftypheic".utf8)).write(to: URL(filePath: "shelf/ball/phone.heic"))
try Data("Bought in May.".utf8).write(to: URL(filePath: "shelf/ball/notes.txt"))

let shelfSize = ImagePreprocessing.photographs(height: 84, width: 84)
let (shelf, report) = try ImageFolder.loadReadable(
  URL(filePath: "shelf"), as: shelfSize)
print(shelf.count, "pictures of", shelf.classes.map(\.name))
print(report)
print("ignored:", report.ignored)

let rows = """
  filename,label,group
  ball/blue/0.jpg,blue,ball
  ball/blue/1.jpg,blue,ball
  ball/red/0.jpg,red,ball
  ball/red/99.jpg,red,ball
  """
try Data(rows.utf8).write(to: URL(filePath: "train.csv"))

let (listed, missing) = try ImageFolder.loadReadable(
  URL(filePath: "toys"), list: URL(filePath: "train.csv"), as: shelfSize)
print(listed.count, "pictures of", listed.classes.map(\.name))
print(missing)

let preparation = ImagePreprocessing.photographs(height: 32, width: 32)
let toys = try ImageFolder.load(URL(filePath: "toys"), as: preparation)
print(toys.count, "pictures of", toys.classes.count, "classes")
print(toys.format)

let whole = ImagePreprocessing(
  height: 84, width: 84, channels: 3, fit: .padded, values: .imageNet,
  background: .gray(128))
var careful = ImagePreprocessing(
  height: 224, width: 224, channels: 3, fit: .cropped, values: .imageNet,
  interpolation: .bicubic, shorterSide: 256)
careful.reducingGap = 2
for way in [whole, careful] {
  let ball = try ImageFolder.image(
    at: URL(filePath: "toys/ball/red/0.jpg"), as: way)
  print(ball.shape)
}

var distortion = ImageDistortion(
  crop: RandomResizedCrop(scale: 0.5...1), flips: RandomFlip(),
  affine: AffineAugmentation(rotation: -20...20),
  colors: ColorJitter(saturation: 1...1, hue: 0...0), fill: .edge)
distortion.erasing = RandomErasing(probability: 0.2)

/// Images one beside another in rows, as a picture to look at.
func sheet(
  _ images: Tensor, columns: Int, _ values: PixelValues
) -> Bitmap {
  let (height, width) = (images.shape[1], images.shape[2])
  let rows = images.shape[0] / columns
  let colors = images * Tensor(values.deviation) + Tensor(values.mean)
  let bytes = (colors.clipped(to: 0...1) * 255)
    .reshaped(to: [rows, columns, height, width, 3])
    .transposed(permutation: [0, 2, 1, 3, 4])
    .scalars.map { UInt8($0.rounded()) }
  return Bitmap(
    width: columns * width, height: rows * height, format: .rgb,
    pixels: bytes)
}

var random = SeededGenerator(seed: 1)
let things = [0, 9, 20, 28].map { toys.classes[$0].images[0] }
let looks = toys.images(
  at: things.flatMap { Array(repeating: $0, count: 10) },
  distortion: distortion, using: &random)
let looking = sheet(looks, columns: 10, toys.format.values)
try PNG.write(looking, to: URL(filePath: "distorted.png"))
if let folder = ProcessInfo.processInfo.environment["ONESHOT_PICTURES"] {
  try PNG.write(looking, to: URL(filePath: folder).appending(path: "photographs.png"))
}

var recipe = Recipe.photographs
recipe.imageSize = 32
recipe.steps = 150
recipe.stepsPerEpoch = 50
let trained = try OneShotClassifier.trained(
  on: toys, recipe: recipe, preprocessing: preparation)
print(trained)
let classifier = trained.classifier

let new = try ImageFolder.load(URL(filePath: "new"), as: preparation)
try classifier.enroll(new, shots: 1)
print(classifier.labels)
// ["arch/rust", "arch/teal", "ring/rust", "ring/teal"]

let ring = try ImageFolder.image(
  at: URL(filePath: "new/ring/teal/7.jpg"),
  as: classifier.preprocessing ?? preparation)
print(try classifier.predict(ring))

let others = try new.selecting(drawers: 1..<20)
print(try classifier.evaluation(on: others))

var grayRecipe = recipe
grayRecipe.channels = 1
let grayPreparation = ImagePreprocessing(
  height: 32, width: 32, values: .imageNet)
let inGray = try OneShotClassifier.trained(
  on: ImageFolder.load(URL(filePath: "toys"), as: grayPreparation),
  recipe: grayRecipe, preprocessing: grayPreparation
).classifier
let grayNew = try ImageFolder.load(
  URL(filePath: "new"), as: grayPreparation)
let pairsOfColors = try [new, grayNew].map {
  try TaskSampler($0, ways: 2, queries: 2).tasks(trials: 400, seed: 1)
}
print("color:", Evaluation(of: classifier.scorer, on: pairsOfColors[0]))
print("gray: ", Evaluation(of: inGray.scorer, on: pairsOfColors[1]))

let file = URL(filePath: "things.safetensors")
try classifier.save(to: file)
try OneShotClassifier.update(file) { saved in
  let photo = URL(filePath: "toys/moon/pink/3.jpg")
  try saved.enroll(
    "my moon", ImageFolder.image(at: photo, as: preparation))
}
print(try OneShotClassifier(contentsOf: file).labels)

let onDisk = try ImageFolder.open(URL(filePath: "toys"), as: preparation)
let packed = URL(filePath: "toys.images")
try PackedImages.write(onDisk, to: packed)
let large = try PackedImages.open(packed)
print(large.isInMemory, large.images(at: [7]) == toys.images(at: [7]))
// false true

/// Toys that are drawn when they are asked for: no file has them.
struct DrawnToys: ImageSource {
  let count = 50_000

  func pixels(at position: Int) -> [UInt8] {
    var random = SeededGenerator(seed: 2, "toy", position)
    let paint = paints[position % paints.count]
    return photograph(
      .ball, paint.color, width: 84, height: 84, using: &random
    ).pixels
  }
}

let drawn = DrawnToys()
let balls = ImageDataset(
  name: "drawn toys",
  format: ImageFormat(
    height: 84, width: 84, channels: 3, values: .imageNet),
  groups: ["balls"],
  classes: paints.indices.map { paint in
    let images = stride(from: paint, to: drawn.count, by: paints.count)
    return .init(
      name: paints[paint].name, group: 0, images: Array(images))
  },
  source: drawn)
let batches = try Batches.labeled(
  balls, classes: 6, images: 4, distortion: .photographs, seed: 1)
print(try batches.batch(at: 0).images.shape)
