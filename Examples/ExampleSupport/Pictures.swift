import ArgumentParser
import DatasetFiles
import Foundation
import OneShot

/// One picture in a file.
public func picture(
  _ path: String, _ preprocessing: ImagePreprocessing
) throws(FileProblem) -> Tensor {
  try ImageFolder.image(at: URL(filePath: path), as: preprocessing)
}

/// The pictures below a folder; what cannot be read is named on the standard error.
public func pictures(in path: String, _ preprocessing: ImagePreprocessing) throws -> ImageDataset {
  let (dataset, report) = try ImageFolder.loadReadable(
    URL(filePath: path), as: preprocessing)
  for skipped in report.skipped { warn("skipped \(skipped)") }
  for renamed in report.renamed { warn("\(renamed.path) is called \(renamed.name)") }
  return dataset
}

extension PixelValues.Polarity: ExpressibleByArgument {}
