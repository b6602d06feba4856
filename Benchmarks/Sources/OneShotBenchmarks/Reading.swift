import DatasetFiles
import Foundation
import OneShot

extension Job {
  /// A folder of pictures as a dataset in memory of 84×84 pixels in color: all files are read, decoded,
  /// resized and cropped.
  ///
  /// - Parameters:
  ///   - folder: Has a folder of pictures for each class.
  ///   - reducingGap: How far a JPEG may be decoded at less than its size; nil for never.
  static func read(_ folder: URL, reducingGap: Float?) throws -> Job {
    var preparation = ImagePreprocessing.photographs(height: 84, width: 84)
    preparation.reducingGap = reducingGap
    let count = try ImageFolder.open(folder, as: preparation).count
    return Job(items: count, unit: "pictures") { [preparation] in
      _ = try ImageFolder.load(folder, as: preparation)
    }
  }
}
