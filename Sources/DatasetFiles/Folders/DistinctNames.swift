import Files

/// Names for classes and groups such that no two are equal as strings, where their bytes differ.
///
/// Two folders whose names look the same, such as é in one character and as e with an accent, are two
/// classes; a dataset tells classes by strings, to which those are one. The second is called `é (2)`.
struct DistinctNames {
  /// A class or a group that is not called as it is named.
  struct Change {
    /// What messages call a class of it.
    let home: String
    let isGroup: Bool
    /// What it is called.
    let name: String
  }

  private var groups: [BytePath: String] = [:]
  private var classes: [PictureLayout.Owner: String] = [:]
  private(set) var changes: [Change] = []

  init(of places: [PictureLayout.Place]) {
    let homes = Dictionary(places.map { ($0.owner, $0.home) }) { first, _ in first }
    let members = Dictionary(grouping: homes.keys.sorted(), by: \.group)
    groups = Self.distinct(members.keys.sorted())
    for (group, owners) in members.sorted(by: { $0.key < $1.key }) {
      if groups[group] != group.description {
        changes.append(
          Change(home: homes[owners[0]] ?? "", isGroup: true, name: name(ofGroup: group)))
      }
      let names = Self.distinct(owners.map(\.name))
      for owner in owners {
        classes[owner] = names[owner.name]
        if names[owner.name] != owner.name.description {
          changes.append(Change(home: homes[owner] ?? "", isGroup: false, name: name(of: owner)))
        }
      }
    }
  }

  func name(ofGroup group: BytePath) -> String { groups[group] ?? group.description }

  func name(of owner: PictureLayout.Owner) -> String {
    classes[owner] ?? owner.name.description
  }

  private static func distinct(_ names: [BytePath]) -> [BytePath: String] {
    let known = Set(names.map(\.description))
    var given: Set<String> = []
    var result: [BytePath: String] = [:]
    for name in names {
      var text = name.description
      var number = 2
      while !given.insert(text).inserted {
        repeat {
          text = "\(name) (\(number))"
          number += 1
        } while known.contains(text)
      }
      result[name] = text
    }
    return result
  }
}
