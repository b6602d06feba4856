import ArgumentParser

/// Looks into files of networks, runs them, and takes them from one format to another.
@main
struct NetworkExample: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Look into files of networks, run them, and convert them.",
    discussion: """
      Files are told by their names: .onnx, .safetensors (weights, models and classifiers of this \
      library, PyTorch's), .npz, .npy, .keras and .h5.
      """,
    subcommands: [Info.self, Run.self, Export.self, Convert.self])
}
