// What can be had without learning anything.
//
//   swift run Baselines
//   swift run Baselines tasks.png  (draws some tasks, too)

import DatasetFiles
import OneShot

var random = SeededGenerator(seed: 1)
let glyphs = Glyphs().dataset(size: 28)
let (_, unseen) = try glyphs.splitting(holdingOut: 4, using: &random)

let tasks = try TaskSampler(unseen, ways: 20, queries: 20, drawers: .separate).tasks(20, seed: 1)
print("random           ", evaluate(RandomScorer(), on: tasks, of: unseen))
print("nearest neighbor", evaluate(NearestNeighbor(), on: tasks, of: unseen))
print("Hausdorff        ", evaluate(ModifiedHausdorff(), on: tasks, of: unseen))
// random            4.8 % ± 2.1 (19 of 400)
// nearest neighbor 27.0 % ± 4.3 (108 of 400)
// Hausdorff         62.5 % ± 4.7 (250 of 400)

let across = try TaskSampler(
  unseen, ways: 20, queries: 20, scope: .acrossAlphabets, drawers: .separate)
let mixed = across.tasks(20, seed: 1)
print("across alphabets ", evaluate(ModifiedHausdorff(), on: mixed, of: unseen))

/// Compares nothing but how much ink there is.
struct InkCount: OneShotScorer {
  let name = "ink-count"

  func represent(_ images: Tensor) -> [Float] {
    images.flattened().sum(axes: [1]).scalars
  }

  func scores(of queries: [Float], against supports: [Float]) -> Tensor {
    -(Tensor(queries).expandingDimension(at: 1) - Tensor(supports)).abs()
  }
}

print("ink count        ", evaluate(InkCount(), on: tasks, of: unseen))

/// Thinks that everything is like everything.
struct Constant: OneShotScorer {
  let name = "constant"

  func represent(_ images: Tensor) -> [Int] { Array(repeating: 0, count: images.shape[0]) }

  func scores(of queries: [Int], against supports: [Int]) -> Tensor {
    .zeros([queries.count, supports.count])
  }
}

print("constant         ", evaluate(Constant(), on: tasks, of: unseen))

if let path = CommandLine.arguments.dropFirst().first {
  let short = try TaskSampler(unseen, ways: 10, drawers: .separate).tasks(4, seed: 1)
  let picture = TaskPicture(ModifiedHausdorff(), on: short, of: unseen)
  let bitmap = Bitmap(width: picture.width, height: picture.height, pixels: picture.pixels)
  try PNG.write(bitmap, to: path)
}
