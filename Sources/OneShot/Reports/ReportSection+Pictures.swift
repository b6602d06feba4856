import Autograd
import Datasets
import Foundation
import Tensor

/// What the method saw, as pictures.
extension ReportSection {
  /// The pairs of classes that are taken for each other most often: a query, an example of its own class,
  /// and the one that was preferred to it.
  ///
  /// - Parameters:
  ///   - evaluation: What the method said; `evaluation.showing(_:)` shows other versions of the images.
  ///   - limit: The largest number of pairs of classes; default 12.
  public static func confusions(_ evaluation: Evaluation, limit: Int = 12) -> ReportSection {
    let confusions = evaluation.confusions(limit: limit)
    let dataset = evaluation.tasks.dataset.reduced(toSide: 96)
    let answers = Dictionary(
      evaluation.verdicts.compactMap { verdict in
        verdict.choice.map { ([verdict.query, $0], verdict.answer) }
      }
    ) { first, _ in first }
    let cards = confusions.map { confusion in
      let pictures: [(position: Int?, name: String)] = [
        (confusion.query, "query"),
        (answers[[confusion.query, confusion.example]], "its class"),
        (confusion.example, "preferred"),
      ]
      let columns = pictures.compactMap { picture in
        picture.position.map { position in
          "<div>\(image(dataset, position, picture.name))<span>\(picture.name)</span></div>"
        }
      }
      let times = confusion.count == 1 ? "once" : "\(confusion.count) times"
      return "<li class=\"card\"><p><b>\(markup(confusion.truth))</b><br>taken for "
        + "<b>\(markup(confusion.choice))</b><br>\(times)</p>"
        + "<div class=\"pictures\">\(columns.joined())</div></li>"
    }
    let wrong = evaluation.wrongTrials.count
    return ReportSection(
      "Confusions",
      html: cards.isEmpty
        ? ""
        : note(
          "\(wrong) of \(evaluation.verdicts.count) trials went wrong; the most frequent pairs of "
            + "classes.") + "<ul class=\"cards\">\n\(cards.joined(separator: "\n"))\n</ul>")
  }

  /// Trials as the method saw them: a query and the classes by rank, the true one framed.
  ///
  /// - Parameters:
  ///   - evaluation: What the method said; `evaluation.showing(_:)` shows other versions of the images.
  ///   - trials: Positions in the evaluation's ``Evaluation/rankings``; default nil: the first query of the
  ///     first eight tasks.
  ///   - title: The heading; default `Tasks`.
  public static func tasks(
    _ evaluation: Evaluation, trials: [Int]? = nil, _ title: String = "Tasks"
  ) -> ReportSection {
    let rankings = evaluation.rankings
    let first = Dictionary(rankings.enumerated().map { ($1.task, $0) }) { first, _ in first }
    let chosen = trials ?? first.sorted { $0.key < $1.key }.prefix(8).map(\.value)
    let dataset = evaluation.tasks.dataset.reduced(toSide: 64)
    let items = chosen.map { trial in
      item(rankings[trial], evaluation.verdicts[trial], evaluation.tasks, dataset)
    }
    return ReportSection(
      title,
      html: items.isEmpty
        ? ""
        : note("On the left the query; then the classes, the likeliest first, the true one framed.")
          + "<ul class=\"tasks\">\n\(items.joined(separator: "\n"))\n</ul>")
  }

  private static func item(
    _ ranking: Ranking, _ verdict: Verdict, _ tasks: TaskSet, _ dataset: ImageDataset
  ) -> String {
    let labels = dataset.imageLabels
    // The true one is shown however low it stands.
    let most = 40
    let places = ranking.classes.indices.filter { $0 < most || $0 == ranking.rank }
    let classes = places.map { place in
      let position = tasks.tasks[ranking.task].support[ranking.classes[place]][0]
      let isTrue = place == ranking.rank
      let words = "\(place + 1): \(labels[position] ?? "")\(isTrue ? ", the true class" : "")"
      return "<li\(isTrue ? " class=\"true\"" : "")>\(image(dataset, position, words))</li>"
    }
    let rank =
      verdict.isCorrect
      ? "right"
      : "<span class=\"wrong\">true class: no. \(ranking.rank + 1)</span>"
    let query = image(dataset, ranking.query, "query: \(labels[ranking.query] ?? "")")
    return "<li><div class=\"query\">\(query)\(rank)</div>"
      + "<ol class=\"ranked\">\(classes.joined())</ol></li>"
  }

  /// A picture, with words for those who do not see it, which a pointer over it shows too.
  private static func image(_ dataset: ImageDataset, _ position: Int, _ words: String) -> String {
    let text = markup(words)
    return "<img class=\"\(dataset.pictureKind)\" width=\"\(dataset.width)\" "
      + "height=\"\(dataset.height)\" alt=\"\(text)\" title=\"\(text)\" "
      + "src=\"\(dataset.pictureAddress(ofImage: position))\">"
  }

  /// Where a network sees the images of a dataset: maps of their embeddings in the plane, by t-SNE and by
  /// principal components. A pointer over a point shows its picture, and so does the focus.
  ///
  /// - Parameters:
  ///   - embeddings: The embeddings.
  ///   - dataset: The dataset of the images, of any size: they are shown, not embedded.
  ///   - limit: The largest number of images: of each class as many. Default 400; twice as
  ///     many take four times as long.
  /// - Throws: `LinearAlgebraError` if an embedding is infinite or NaN.
  public static func map(
    _ embeddings: Embeddings, of dataset: ImageDataset, limit: Int = 400
  ) throws(LinearAlgebraError) -> ReportSection {
    let positions = dataset.spreadPositions(limit: limit, among: embeddings.positions)
    let chosen = Embeddings(positions: positions, values: embeddings.rows(at: positions))
    guard positions.count > 1 else { return ReportSection("Map", html: "") }
    let shown = dataset.reduced(toSide: 48)
    let pictures = chosen.positions.map { position in
      "<symbol id=\"\(shown.pictureName(position))\" viewBox=\"0 0 \(shown.width) \(shown.height)\">"
        + "<image class=\"\(shown.pictureKind)\" width=\"\(shown.width)\" "
        + "height=\"\(shown.height)\" href=\"\(shown.pictureAddress(ofImage: position))\" "
        + "style=\"image-rendering:pixelated\"/></symbol>"
    }
    func element(_ map: PlaneMap, _ width: Double) -> String {
      let label = "\(map), of \(positions.count) images"
      return figure(
        map.description, EmbeddingMap(map, chosen, of: dataset).element(width: width, label: label))
    }
    let near = element(try PlaneMap.tsne(chosen.values), 1080)
    let wide = element(try PlaneMap.principalComponents(chosen.values), 640)
    return ReportSection(
      "Map",
      html: note(
        "\(chosen.positions.count) images where the network sees them: near ones look alike to it. "
          + "Distances between clusters, and their sizes, mean little in t-SNE. Point at an image to "
          + "see it; with the keyboard, Tab and the arrow keys.")
        + "<svg class=\"defs\" aria-hidden=\"true\"><defs>\(pictures.joined())</defs></svg>"
        + "<div class=\"map\">\(near)</div><div class=\"map half\">\(wide)</div>")
  }
}

extension ImageDataset {
  /// Of each class as many images, and at most so many in all: their positions, ascending.
  ///
  /// - Parameter known: Those that may be taken; default nil: all.
  func spreadPositions(limit: Int, among known: [Int]? = nil) -> [Int] {
    let known = known.map { Set($0) }
    let members = classes.map { $0.images.filter { known?.contains($0) ?? true } }
    var chosen: [Int] = []
    var round = 0
    while chosen.count < limit, members.contains(where: { $0.count > round }) {
      chosen += members.compactMap { $0.count > round ? $0[round] : nil }
        .prefix(limit - chosen.count)
      round += 1
    }
    return chosen.sorted()
  }
}

extension String {
  /// The bytes of the text in Base64.
  var base64: String { Data(utf8).base64EncodedString() }
}
