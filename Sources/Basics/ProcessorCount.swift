/// The number of processors this process may use, at least 1: those it is bound to (`taskset`, a
/// cluster's scheduler), and no more than the time that its control group grants (a container's limit).
package func usableProcessorCount() -> Int {
  let bound = boundProcessorCount() ?? max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
  // Rounded down: with more threads than the quota has time for, all of them stand still at the end of
  // each period, and those that wait for the others use the time up.
  return processorQuota().map { max(1, min(bound, Int($0))) } ?? bound
}

/// How many processors' time a control group grants, by the text of `cpu.max`, "150000 100000" for 1.5
/// in microseconds per period; nil if it is unlimited ("max 100000", or −1 in version 1) or no such
/// text.
package func processorQuota(in text: String) -> Double? {
  let numbers = text.split(whereSeparator: \.isWhitespace).map { Double(String($0)) }
  guard numbers.count == 2, let quota = numbers[0], let period = numbers[1], quota > 0, period > 0
  else { return nil }
  return quota / period
}

/// The folders of a process's control group, by the text of `/proc/self/cgroup`: its own, then those
/// around it, whose limits hold too.
///
/// Version 2 has one group, `0::/user.slice`; version 1 one for each kind, `4:cpu,cpuacct:/user.slice`.
package func controlGroupFolders(in text: String) -> [(path: String, version: Int)] {
  var folders: [(path: String, version: Int)] = []
  for line in text.split(separator: "\n") {
    let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
    guard fields.count == 3 else { continue }
    let isSecond = fields[0] == "0" && fields[1].isEmpty
    guard isSecond || fields[1].split(separator: ",").contains("cpu") else { continue }
    var names = fields[2].split(separator: "/")
    while true {
      let root = isSecond ? "/sys/fs/cgroup" : "/sys/fs/cgroup/cpu"
      folders.append((([root] + names.map(String.init)).joined(separator: "/"), isSecond ? 2 : 1))
      if names.popLast() == nil { break }
    }
  }
  return folders
}

/// How many processors a process is bound to, by the text of `/proc/self/status`:
/// `Cpus_allowed_list: 0-3,6` for 5. Nil if it does not say so.
package func boundProcessorCount(in text: String) -> Int? {
  let name = "Cpus_allowed_list:"
  guard let line = text.split(separator: "\n").first(where: { $0.hasPrefix(name) }) else {
    return nil
  }
  let ranges = line.dropFirst(name.count).split { $0.isWhitespace || $0 == "," }
  let count = ranges.reduce(0) { sum, range in
    let ends = range.split(separator: "-").compactMap { Int($0) }
    guard let first = ends.first, let last = ends.last else { return sum }
    return sum + max(0, last - first + 1)
  }
  return count > 0 ? count : nil
}

// From `/proc`, since Swift's view of the C library lacks `sched_getaffinity`.
#if os(Linux)
  private func boundProcessorCount() -> Int? {
    text(ofFile: "/proc/self/status").flatMap(boundProcessorCount(in:))
  }

  private func processorQuota() -> Double? {
    guard let groups = text(ofFile: "/proc/self/cgroup") else { return nil }
    let quotas = controlGroupFolders(in: groups).compactMap { folder, version in
      if version == 2 { return text(ofFile: folder + "/cpu.max").flatMap(processorQuota(in:)) }
      guard let quota = text(ofFile: folder + "/cpu.cfs_quota_us"),
        let period = text(ofFile: folder + "/cpu.cfs_period_us")
      else { return nil }
      return processorQuota(in: quota + " " + period)
    }
    return quotas.min()
  }

  private func text(ofFile path: String) -> String? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    // More than any of these files has.
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      count = fread(buffer.baseAddress, 1, buffer.count, file)
    }
    return String(decoding: bytes, as: UTF8.self)
  }
#else
  private func boundProcessorCount() -> Int? { nil }
  private func processorQuota() -> Double? { nil }
#endif
