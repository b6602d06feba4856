"""Tables in Markdown from what the runs reported."""

from statistics import median

from contests import PEERS


class Results:
    """The reports of each side of each contest."""

    def __init__(self):
        self.reports = {}

    def add(self, contest, side, report):
        self.reports.setdefault((contest.name, side.label), []).append(report)

    def values(self, contest, side, key):
        return [report[key] for report in self.reports[contest.name, side.label]]

    def seconds(self, contest, side):
        return median(self.values(contest, side, "medianSeconds"))

    def memory(self, contest, side):
        return median(self.values(contest, side, "peakMemoryBytes"))

    def ratio(self, contest, rival):
        """How many times as fast as the rival our side is."""
        return self.seconds(contest, rival) / self.seconds(contest, contest.ours)

    def best_ratio(self, contest):
        return min(self.ratio(contest, rival) for rival in contest.rivals)

    def memory_ratio(self, contest):
        """Our peak memory in units of the more modest rival's."""
        least = min(self.memory(contest, rival) for rival in contest.rivals)
        return self.memory(contest, contest.ours) / least

    def notes(self):
        """The libraries and what they say of how they measured, each once."""
        reports = [report for reports in self.reports.values() for report in reports]
        keys = ("library", "note")
        return list(dict.fromkeys(r[key] for key in keys for r in reports if key in r))


def table(head, rows):
    lines = [head, ["---"] + ["---:"] * (len(head) - 1)] + rows
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def time_text(values):
    """`1.23 s (1.20–1.31)`: the median and the range."""
    factor, unit = (1, "s") if median(values) >= 1 else (1000, "ms")
    middle, low, high = (f"{factor * x:.3g}" for x in (median(values), min(values), max(values)))
    return f"{middle} {unit} ({low}–{high})"


def verdict(is_met):
    return "✓" if is_met else "missed"


def target_text(results, contest):
    return ", ".join(
        f"≥ {target:g} × {label} {verdict(results.ratio(contest, rival) >= target)}"
        for label, target in contest.targets.items()
        for rival in contest.rivals if rival.label == label) or "–"


def times(results, contest, side):
    return time_text(results.values(contest, side, "medianSeconds"))


def timing_table(results, contests):
    """Our times and the peers', with the ratio to each and to the best."""
    rows = []
    for contest in contests:
        cells = {
            rival.label:
                f"{times(results, contest, rival)}, **{results.ratio(contest, rival):.2f} ×**"
            for rival in contest.rivals}
        rows.append(
            [contest.title, times(results, contest, contest.ours)]
            + [cells.get(peer, "–") for peer in PEERS]
            + [f"{results.best_ratio(contest):.2f} ×", target_text(results, contest)])
    return table(["workload", "OneShot", *PEERS, "against the best", "target"], rows)


def memory_table(results, contests):
    """Peak memory of each process, in megabytes."""
    def megabytes(contest, side):
        return f"{results.memory(contest, side) / 1e6:.0f}"

    rows = []
    for contest in contests:
        cells = {rival.label: megabytes(contest, rival) for rival in contest.rivals}
        share, target = results.memory_ratio(contest), contest.memory_target
        goal = f"≤ {100 * target:.0f} % {verdict(share <= target)}" if target else "–"
        rows.append(
            [contest.title, megabytes(contest, contest.ours)]
            + [cells.get(peer, "–") for peer in PEERS] + [f"{100 * share:.0f} %", goal])
    return table(["peak memory, MB", "OneShot", *PEERS, "of the least", "target"], rows)


def own_table(results, contests):
    """Two runs of ours against each other."""
    def megabytes(contest, side):
        return f"{results.memory(contest, side) / 1e6:.0f}"

    def row(contest, rival):
        memory = f"{megabytes(contest, contest.ours)}, {megabytes(contest, rival)}"
        return [
            f"{contest.title}, against: {rival.label}", times(results, contest, contest.ours),
            times(results, contest, rival), f"{results.ratio(contest, rival):.2f} ×",
            target_text(results, contest), memory]

    head = ["workload", "first", "second", "speed against the second", "target", "peaks, MB"]
    return table(head, [row(contest, rival) for contest in contests for rival in contest.rivals])


def is_against_peers(contest):
    return all(rival.label in PEERS for rival in contest.rivals)


def tables(results, contests):
    """All tables, and below them the libraries' versions and notes."""
    peers = [contest for contest in contests if is_against_peers(contest)]
    own = [contest for contest in contests if not is_against_peers(contest)]
    parts = [timing_table(results, peers), memory_table(results, peers)] if peers else []
    parts += [own_table(results, own)] if own else []
    parts += ["; ".join(results.notes()) + "."] if results.notes() else []
    return "\n\n".join(parts)
