import ExampleSupport
import OneShot

/// The pictures of the post's story, in the folder of the run.
struct Figures {
  let data: BlogData
  let folder: RunFolder
  let seed: UInt64

  /// Tasks of 9, 25 and 36 classes, and six alphabets.
  func drawTheProblem() throws {
    let images = data.evaluation.resized(height: 35, width: 35)
    for ways in [9, 25, 36] {
      let task = try TaskSampler(images, ways: ways, scope: .acrossGroups).tasks(1, seed: seed)[0]
      try TaskGrid(task, of: images).write(to: folder.file("\(ways)-way.png"))
    }
    let background = [data.training, data.validation].map { $0.resized(height: 35, width: 35) }
    let known = ["Braille", "Bengali", "Sanskrit", "Greek", "Futurama", "Hebrew"]
    let names = data.official == nil ? Array(data.training.groups.prefix(6)) : known
    let sheets = names.compactMap { name in
      background.first { $0.groups.contains(name) }.map {
        GroupSheet($0, group: name, columns: 7)
      }
    }
    try PictureTable(sheets, columns: 3).write(to: folder.file("alphabets.png"))
  }

  /// How the accuracy grew, and what the network says of eight pairs.
  func drawTheTraining(of siameseNet: Siamese<Sequential>, _ history: TrainingHistory) throws {
    try LearningCurve(
      "Learning", history, [.oneShotAccuracy: "20-way, alphabets to choose by"]
    ).write(to: folder.file("learning.svg"))
    let pairs = try PairSampler(data.evaluation).pairs(8, seed: seed)
    try PairSheet(siameseNet, on: pairs).write(to: folder.file("pairs.svg"))
  }

  /// The post's chart: accuracy against N.
  func drawTheResults(_ rows: [ResultRow]) throws {
    let curves = rows.filter { $0.protocol == .acrossGroups && !$0.ways.isMultiple(of: 2) }
    try AccuracyChart("One-shot accuracy across alphabets", curves)
      .write(to: folder.file("accuracy.svg"))
  }
}

/// Gray pictures beside one another, in rows of equal cells.
struct PictureTable: RasterPicture {
  let width: Int
  let height: Int
  let channels = 1
  let pixels: [UInt8]

  init(_ pictures: [any RasterPicture], columns: Int) {
    let (wide, tall) = (pictures.map(\.width).max() ?? 1, pictures.map(\.height).max() ?? 1)
    let (gap, rows) = (12, (pictures.count + columns - 1) / columns)
    width = columns * (wide + gap) - gap
    height = max(1, rows * (tall + gap) - gap)
    var pixels = [UInt8](repeating: 255, count: width * height)
    for (position, picture) in pictures.enumerated() {
      let left = position % columns * (wide + gap)
      let top = position / columns * (tall + gap)
      for row in 0..<picture.height {
        let start = (top + row) * width + left
        let line = picture.pixels[row * picture.width..<(row + 1) * picture.width]
        pixels.replaceSubrange(start..<start + picture.width, with: line)
      }
    }
    self.pixels = pixels
  }
}
