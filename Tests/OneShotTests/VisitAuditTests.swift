import OneShot
import Testing

/// As the audit of layers: a Siamese network must visit every parameter that it holds.
@Suite struct VisitAuditTests {
  @Test func aSiameseNetworkVisitsEveryParameter() throws {
    let siamese = try Siamese(
      Sequential {
        Flatten(); Dense(3); BatchNorm()
      }, input: [4, 4, 1])
    #expect(siamese.unvisitedParameters.isEmpty)
    #expect(
      siamese.parameters.map(\.path) == [
        "leg.1.weight", "leg.1.bias", "leg.2.scale", "leg.2.shift", "leg.2.runningMean",
        "leg.2.runningVariance", "head.weight", "head.bias",
      ])
  }

  @Test func methodsVisitEveryParameter() throws {
    let leg = Sequential {
      Flatten(); Dense(3); BatchNorm()
    }
    func audit(_ method: some FewShotMethod) {
      #expect(method.unvisitedParameters.isEmpty, "\(method.name)")
      #expect(Set(method.parameters.map(\.path)).count == method.parameters.count)
    }
    audit(try PrototypicalNetwork(leg, input: [4, 4, 1]))
    audit(try MatchingNetwork(leg, input: [4, 4, 1], contextSteps: 1))
    audit(try RidgeRegression(leg, input: [4, 4, 1]))
    audit(try RelationNetwork(leg, relation: Sequential { Dense(1) }, input: [4, 4, 1]))
  }
}
