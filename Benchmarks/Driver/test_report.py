"""python3 -m unittest discover Benchmarks/Driver"""

import unittest

from contests import KERAS, LAST, NCHW, PEERS, Contest, Side, against_peers, all_contests
from report import Results, is_against_peers, tables, time_text


def results(contest, seconds, memory=1e6, **more):
    """One report for each time of each side, in order."""
    result = Results()
    for side, values in zip(contest.sides, seconds):
        for value in values:
            result.add(contest, side, {"medianSeconds": value, "peakMemoryBytes": memory, **more})
    return result


class ResultsTest(unittest.TestCase):
    def setUp(self):
        self.contest = against_peers(
            "train", "train", [], [KERAS, NCHW, LAST], {KERAS: 4, LAST: 3.5})
        self.results = results(self.contest, [[1, 1.5, 0.9], [4, 3, 9], [5], [3.4]])

    def test_ratios_are_of_medians(self):
        ratios = [self.results.ratio(self.contest, rival) for rival in self.contest.rivals]
        self.assertEqual(ratios, [4, 5, 3.4])
        self.assertEqual(self.results.best_ratio(self.contest), 3.4)

    def test_targets_are_met_or_missed(self):
        text = tables(self.results, [self.contest])
        self.assertIn(f"≥ 4 × {KERAS} ✓, ≥ 3.5 × {LAST} missed", text)
        self.assertIn("1 s (0.9–1.5)", text)
        self.assertIn("4 s (3–9), **4.00 ×**", text)

    def test_memory_is_compared_with_the_most_modest_rival(self):
        contest = against_peers("m", "m", [], [KERAS, NCHW], memory_target=0.6)
        measured = Results()
        for side, memory in zip(contest.sides, [6.5e8, 2e9, 1e9]):
            measured.add(contest, side, {"medianSeconds": 1, "peakMemoryBytes": memory})
        self.assertEqual(measured.memory_ratio(contest), 0.65)
        self.assertIn("| 65 % | ≤ 60 % missed |", tables(measured, [contest]))

    def test_notes_are_said_once(self):
        measured = results(self.contest, [[1, 1], [2, 2]], library="Peer 1.0", note="scaled")
        self.assertEqual(measured.notes(), ["Peer 1.0", "scaled"])

    def test_runs_of_ours_have_their_own_table(self):
        contest = Contest(
            "t", "two against one", Side("2", []), [Side("one thread", [])], {"one thread": 1.8})
        text = tables(results(contest, [[0.1], [0.17]]), [contest])
        self.assertIn("two against one, against: one thread | 100 ms (100–100) | 170 ms ", text)
        self.assertIn("| 1.70 × | ", text)
        self.assertIn("| 1, 1 |", text)
        self.assertIn("≥ 1.8 × one thread missed", text)
        self.assertNotIn("peak memory", text)


class ContestsTest(unittest.TestCase):
    def test_names_are_unique_and_targets_have_rivals(self):
        contests = all_contests(2, "data")
        self.assertEqual(len({contest.name for contest in contests}), len(contests))
        for contest in contests:
            labels = {rival.label for rival in contest.rivals}
            self.assertLessEqual(set(contest.targets), labels)
            self.assertNotIn(contest.ours.label, PEERS)

    def test_only_runs_of_ours_are_apart_from_peers(self):
        of = ["", "-quick", "-resnet12", "-conv4", "-embed", "-embed-resnet12", "-mobilenet"]
        threads = [f"threads{workload}" for workload in of]
        own = [contest.name for contest in all_contests(2, "data") if not is_against_peers(contest)]
        self.assertEqual(own, ["disk"] + threads + ["debug", "debug-quick"])


class TimeTest(unittest.TestCase):
    def test_short_times_are_in_milliseconds(self):
        self.assertEqual(time_text([0.02613, 0.025, 0.03]), "26.1 ms (25–30)")
        self.assertEqual(time_text([2.5]), "2.5 s (2.5–2.5)")


if __name__ == "__main__":
    unittest.main()
