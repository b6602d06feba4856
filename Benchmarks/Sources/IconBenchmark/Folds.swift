import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// Which contexts and themes of the icons are held out in each fold, and the tasks made of them.
struct Folds: Decodable {
  enum Part: String, ExpressibleByArgument { case test, validation }

  struct Fold: Decodable {
    let test: HeldOut
    let validation: HeldOut
  }

  struct HeldOut: Decodable {
    struct Task: Decodable {
      let support: [Int]
      let query: Int
      let answer: Int
    }

    let contexts: Set<String>
    let themes: Set<String>
    let tasks: [Task]

    /// The tasks; of more than one shot, the further examples are other icons of the class, the same for
    /// each task and seed.
    func tasks(_ shots: Int, of icons: ImageDataset, seed: UInt64) -> [OneShotTask] {
      let classes = Dictionary(
        uniqueKeysWithValues: icons.classes.flatMap { entry in
          entry.images.map { ($0, entry.images) }
        })
      return tasks.enumerated().map { number, task in
        var random = SeededGenerator(seed: seed, "further examples", number)
        return OneShotTask(
          support: task.support.map { first in
            let others = classes[first]!.filter { $0 != first && $0 != task.query }
            return [first] + others.shuffled(using: &random).prefix(shots - 1)
          },
          queries: [task.query], answers: [task.answer])
      }
    }
  }

  /// Of the icons in the folder, in pixels.
  let size: Int
  /// `context/name/theme.png` of each icon.
  let images: [String]
  let folds: [Fold]

  init(_ url: URL) throws {
    self = try JSONDecoder().decode(Folds.self, from: Data(contentsOf: url))
  }

  /// The icons at the positions that the tasks name.
  func icons(in folder: URL, as preprocessing: ImagePreprocessing) throws -> Icons {
    var pixels: [UInt8] = []
    for path in images {
      let picture = try Bitmap.read(folder.appending(path: path))
      pixels += preprocessing(picture.pixels, height: picture.height, width: picture.width)
    }
    return Icons(paths: images, format: preprocessing.format, pixels: pixels)
  }
}

/// Icons in classes, and the context and the theme of each.
struct Icons {
  let dataset: ImageDataset
  private let themes: [String]

  init(paths: [String], format: ImageFormat, pixels: [UInt8]) {
    let parts = paths.map { $0.split(separator: "/").map(String.init) }
    themes = parts.map { String($0[2].dropLast(".png".count)) }
    let contexts = Set(parts.map { $0[0] }).sorted()
    let members = Dictionary(grouping: parts.indices) { parts[$0][..<2].joined(separator: "/") }
    let classes = members.sorted { $0.key < $1.key }.map { name, images in
      ImageDataset.Class(
        name: parts[images[0]][1], group: contexts.firstIndex(of: parts[images[0]][0])!,
        images: images)
    }
    dataset = ImageDataset(
      name: "icons", format: format, groups: contexts,
      classes: classes.sorted { $0.group < $1.group }, pixels: pixels)
  }

  /// The icons of other contexts and other themes than those held out, of classes with four or more.
  func training(without heldOut: [Folds.HeldOut]) -> ImageDataset {
    let contexts = heldOut.reduce(Set()) { $0.union($1.contexts) }
    let themes = heldOut.reduce(Set()) { $0.union($1.themes) }
    let classes = dataset.classes.compactMap { entry -> ImageDataset.Class? in
      if contexts.contains(dataset.groups[entry.group]) { return nil }
      let images = entry.images.filter { !themes.contains(self.themes[$0]) }
      return images.count < 4 ? nil : .init(name: entry.name, group: entry.group, images: images)
    }
    return ImageDataset(
      name: "icons", format: dataset.format, groups: dataset.groups, classes: classes,
      pixels: dataset.pixels
    ).splitting(classesOfAtLeast: 4).kept
  }
}
