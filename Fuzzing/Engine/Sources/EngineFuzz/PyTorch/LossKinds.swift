import OneShot

extension JudgedKind {
  static let losses: [String: JudgedKind] = [
    "loss of a prediction": JudgedKind { judged, inputs in
      let (x, target, reduction) = (inputs[0], inputs[1], judged.reduction)
      return switch judged.word("loss") {
      case "meanSquaredError": meanSquaredError(x, target, reduction: reduction)
      case "binaryCrossEntropy": binaryCrossEntropy(x, target, reduction: reduction)
      case "ofLogits": binaryCrossEntropy(logits: x, target, reduction: reduction)
      default:
        contrastiveLoss(x, target, margin: judged.number("margin"), reduction: reduction)
      }
    },
    "cross entropy": JudgedKind { judged, inputs in
      if inputs.count > 1 {
        return softmaxCrossEntropy(inputs[0], inputs[1], reduction: judged.reduction)
      }
      return softmaxCrossEntropy(
        inputs[0], labels: judged.sizes["labels"]!, reduction: judged.reduction)
    },
    "triplet loss": JudgedKind { judged, inputs in
      tripletLoss(
        inputs[0], inputs[1], inputs[2], margin: judged.number("margin"),
        squared: judged.isSet("squared"), reduction: judged.reduction)
    },
    "triplets of a batch": JudgedKind { judged, inputs in
      tripletLoss(
        inputs[0], labels: judged.sizes["labels"]!, margin: judged.number("margin"),
        mining: judged.word("mining") == "batchHard" ? .batchHard : .semiHard)
    },
    "loss of a batch of embeddings": JudgedKind { judged, inputs in
      let (x, labels, number) = (inputs[0], judged.sizes["labels"]!, judged.number("number"))
      switch judged.word("loss") {
      case "contrastive": return contrastiveLoss(x, labels: labels, margin: number)
      case "ntXent": return ntXentLoss(x, labels: labels, temperature: number)
      default:
        let settings = MultiSimilarity(same: 2, different: 10, threshold: number, margin: nil)
        return multiSimilarityLoss(x, labels: labels, settings: settings)
      }
    },
    "loss of a batch of logits": JudgedKind { judged, inputs in
      judged.word("loss") == "allPairs"
        ? allPairsBinaryCrossEntropy(inputs[0], labels: judged.sizes["labels"]!)
        : supervisedContrastiveLoss(inputs[0], labels: judged.sizes["labels"]!)
    },
    "loss with weights of classes": JudgedKind { judged, inputs in
      let (labels, size) = (judged.sizes["labels"]!, inputs[1].shape)
      let (margin, scale) = (judged.number("margin"), judged.number("scale"))
      guard judged.word("loss") == "arcFace" else {
        var loss = ProxyAnchor(features: size[1], classes: size[0], margin: margin, scale: scale)
        loss.proxies = Parameter(inputs[1])
        return loss.loss(inputs[0], labels: labels)
      }
      var loss = ArcFace(features: size[0], classes: size[1], margin: margin, scale: scale)
      loss.weight = Parameter(inputs[1])
      return loss.loss(inputs[0], labels: labels)
    },
  ]
}
