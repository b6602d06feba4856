#ifndef CKERNELS_SCORES_H
#define CKERNELS_SCORES_H

#include <stdint.h>

#include "Instructions.h"

/// What is summed over the scalars a of a query and b of a row: a b, (a − b)², w (a − b)² or w |a − b|.
enum ScoreTerm { scoreProduct, scoreSquared, scoreWeightedSquared, scoreWeightedAbsolute };

/// Sums of terms, for every query with every row.
struct ScoreSums {
  enum ScoreTerm term;
  /// One for each scalar of a row; read where the term has weights.
  const float *weights;
  /// `count` × `width`.
  const float *rows;
  ptrdiff_t count;
  ptrdiff_t width;
  /// For a single query its scalars; for several `width` × 32 panels, one after another.
  const float *queries;
  ptrdiff_t queryCount;
  /// `count` × `stride`, of which the first `queryCount` columns are written.
  float *sums;
  ptrdiff_t stride;
};

/// How a sum becomes a score: sum · scale + bias, of the root of sum + 10⁻¹² if there is one.
struct ScoreMap {
  bool takesRoot, isIdentity;
  float scale, bias;
};

/// Scores of queries with rows, and which of them are worth a closer look.
struct ScoreFunctions {
  /// Sums for one query. What is added for a row, in which order, depends on its width alone.
  void (*one)(const struct ScoreSums *);
  /// Sums for several queries. What is added for a row, in which order, depends on its width alone.
  void (*several)(const struct ScoreSums *);
  /// Maps `count` sums in place and writes the positions of those that are not below the threshold, NaN
  /// among them; returns their number.
  ptrdiff_t (*passingOne)(
    float *sums, ptrdiff_t count, float threshold, const struct ScoreMap *map, uint32_t *passing);
  /// The same for `rows` × `columns` sums, with a threshold for each column. A position is
  /// row · `stride` + column.
  ptrdiff_t (*passingSeveral)(
    float *sums, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, const float *thresholds,
    const struct ScoreMap *map, uint32_t *passing);
  /// IEEE halves as singles.
  void (*fromHalves)(const uint16_t *halves, ptrdiff_t count, float *singles);
  /// `scale` times bytes, as singles.
  void (*fromBytes)(const int8_t *bytes, ptrdiff_t count, float scale, float *singles);
};

/// The sum of terms for two vectors; `weights` are read where the term has them.
typedef float (*PairFunction)(const float *a, const float *b, const float *weights, ptrdiff_t width);

/// The function for a term and these instructions, which the processor must have.
PairFunction pairFunction(enum ScoreTerm term, enum InstructionSet instructions);

/// The functions for these instructions, which the processor must have.
const struct ScoreFunctions *scoreFunctions(enum InstructionSet instructions);

#endif
