import DatasetFiles
import Foundation
import OneShot

extension Target {
  /// A file of Omniglot's strokes, among the folders of its set.
  static let omniglot = Target(
    name: "omniglot", longest: 1024,
    words: [
      "START\n", "BREAK\n", "17.38,-37.25,0\n", "nan", "inf", "-", "1e38", "\r\n", "105", ",",
    ],
    seeds: { seeds in
      try seeds.add("START\n17.00,-37.00,0.0\n18.00,-40.00,25.0\nBREAK\n")
      try seeds.add("START\n17,-37,0\n18,-90,25\nBREAK\n80,-3,500\n3,-80,540\nBREAK\n")
      try seeds.add("START\r\n104.5,-104.5,0\r\nBREAK\r\nBREAK\r\n0,0,1\r\n")
    },
    test: { input in
      let part = Omniglot.StrokePart.small1
      let folder = input.file(named: "data")
      let character = folder.appending(path: "strokes_background_small1/Alphabet/character01")
      if !FileManager.default.fileExists(atPath: character.path) {
        try FileManager.default.createDirectory(at: character, withIntermediateDirectories: true)
      }
      try Data(input.bytes).write(to: character.appending(path: "0001_01.txt"))
      let read = try Omniglot.strokes([part], from: DataLocator(data: folder, downloader: nil))
      expect(read.classes.count == 1, "\(read.classes.count) characters")
      let images = read.redrawn(copies: 1, size: 20, seed: 1)
      let ink = images.images(at: [0]).scalars
      expect(ink.allSatisfy { (0...1).contains($0) }, "ink beyond 0 and 1")
    })
}
