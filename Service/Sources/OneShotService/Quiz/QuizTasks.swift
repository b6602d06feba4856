import DatasetFiles
import Foundation
import NIOConcurrencyHelpers
import OneShot
import ServiceRequests

/// One-shot tasks for people: which of several characters is the same as one drawn by another hand? The
/// same seed and number give the same task.
final class QuizTasks: Sendable {
  /// A task in pictures.
  struct Task: Sendable {
    /// PNG files.
    let query: [UInt8]
    let choices: [[UInt8]]
    /// The position of the right choice.
    let answer: Int
  }

  /// The most choices of a task.
  static let ways = 2...50

  /// What the pictures are of, for people: `glyphs`, or the name of the folder.
  let source: String
  private let url: URL?
  /// Made when it is asked for first: who has no quiz need not wait for it, nor keep it in memory.
  private let dataset = NIOLockedValueBox<ImageDataset?>(nil)

  /// Tasks of pictures in a folder or zip archive, as `group/class/image`; nil for invented characters.
  init(_ url: URL?) {
    self.url = url
    source = url?.deletingPathExtension().lastPathComponent ?? "glyphs"
  }

  /// The task of a number; takes a moment, and long for the first one.
  ///
  /// - Throws: ``Problem`` if there are too few classes for so many choices.
  func task(seed: UInt64, index: Int, ways: Int) throws -> Task {
    let dataset = try dataset.withLockedValue { held in
      if let held { return held }
      let made = try load()
      held = made
      return made
    }
    var random = SeededGenerator(seed: seed, "quiz", index)
    let task = try sampler(dataset, ways: ways).task(using: &random)
    return Task(
      query: try png(dataset, task.queries[0]),
      choices: try task.support.map { try png(dataset, $0[0]) }, answer: task.answers[0])
  }

  private func load() throws -> ImageDataset {
    guard let url else {
      return Glyphs(alphabets: 20, characters: 20, drawers: 4, seed: 2026).dataset()
    }
    return try ImageFolder.load(url, as: ImagePreprocessing(height: 105, width: 105))
  }

  /// Within a group, the harder kind, if groups are large enough.
  private func sampler(_ dataset: ImageDataset, ways: Int) throws -> TaskSampler {
    if let sampler = try? TaskSampler(dataset, ways: ways) { return sampler }
    do {
      return try TaskSampler(dataset, ways: ways, scope: .acrossGroups)
    } catch {
      throw Problem(.unprocessableContent, "No task of so many choices: \(error)")
    }
  }

  /// An image in black on white.
  private func png(_ dataset: ImageDataset, _ image: Int) throws -> [UInt8] {
    let ink = try dataset.reading(at: [image]).scalars
    return try PNG.encode(
      Bitmap(
        width: dataset.width, height: dataset.height,
        pixels: ink.map { 255 - UInt8(max(0, min(1, $0)) * 255) }))
  }
}
