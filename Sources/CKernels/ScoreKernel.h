// Functions of Scores.h, in the names of PortableVectors.h and these:
//
//   SUM(x)                  the sum of a vector's scalars
//   ABSOLUTE(x)             without their signs
//   NOT_BELOW(x, y)         a bit for each scalar, 0 where x < y
//   FROM_HALVES(p)          a vector of LANES halves
//   FROM_BYTES(p)           a vector of LANES bytes

/// How many rows are summed at once for one query.
#define TOGETHER 8

INLINE TARGET VECTOR NAME(added)(const enum ScoreTerm term, VECTOR a, VECTOR b, VECTOR w, VECTOR sum) {
  if (term == scoreProduct) return MULTIPLY_ADD(a, b, sum);
  const VECTOR d = a - b;
  if (term == scoreSquared) return MULTIPLY_ADD(d, d, sum);
  return MULTIPLY_ADD(term == scoreWeightedSquared ? d * d : ABSOLUTE(d), w, sum);
}

/// `rows` sums for one query, a vector for each row.
INLINE TARGET void NAME(sumOne)(
    const enum ScoreTerm term, const int rows, const struct ScoreSums *of, const float *row, float *sums) {
  const bool isWeighted = term == scoreWeightedSquared || term == scoreWeightedAbsolute;
  const ptrdiff_t width = of->width, whole = width / LANES * LANES;
  const int rest = (int)(width - whole);
  // So far ahead memory is asked for: the rows of the next turn.
  const ptrdiff_t ahead = rows * width;
  VECTOR totals[TOGETHER];
  UNROLL for (int r = 0; r < rows; r++) totals[r] = (VECTOR){0};
  for (ptrdiff_t k = 0; k < whole; k += LANES) {
    const VECTOR a = LOAD(of->queries + k);
    const VECTOR w = isWeighted ? LOAD(of->weights + k) : a;
    UNROLL for (int r = 0; r < rows; r++) {
      const float *p = row + r * width + k;
      __builtin_prefetch(p + ahead);
      totals[r] = NAME(added)(term, a, LOAD(p), w, totals[r]);
    }
  }
  if (rest) {
    const VECTOR a = LOAD_PART(of->queries + whole, rest);
    const VECTOR w = isWeighted ? LOAD_PART(of->weights + whole, rest) : a;
    UNROLL for (int r = 0; r < rows; r++) {
      totals[r] = NAME(added)(term, a, LOAD_PART(row + r * width + whole, rest), w, totals[r]);
    }
  }
  UNROLL for (int r = 0; r < rows; r++) sums[r * of->stride] = SUM(totals[r]);
}

INLINE TARGET void NAME(oneQuery)(const enum ScoreTerm term, const struct ScoreSums *of) {
  ptrdiff_t row = 0;
  for (; row + TOGETHER <= of->count; row += TOGETHER) {
    NAME(sumOne)(term, TOGETHER, of, of->rows + row * of->width, of->sums + row * of->stride);
  }
  for (; row < of->count; row++) {
    NAME(sumOne)(term, 1, of, of->rows + row * of->width, of->sums + row * of->stride);
  }
}

/// A tile of `rows` rows by `vectors` vectors of queries.
INLINE TARGET void NAME(sumTile)(
    const enum ScoreTerm term, const int rows, const int vectors, const struct ScoreSums *of,
    const float *row, const float *panel, float *sums, ptrdiff_t columns) {
  const bool isWeighted = term == scoreWeightedSquared || term == scoreWeightedAbsolute;
  const ptrdiff_t width = of->width;
  VECTOR totals[ROWS][VECTORS];
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) totals[r][v] = (VECTOR){0};
  }
  // Three rows share an address, from which one instruction can reach each of them.
  const float *groups[(ROWS + 2) / 3];
  UNROLL for (int g = 0; g < (rows + 2) / 3; g++) groups[g] = row + 3 * g * width;
  const float *weight = of->weights;
  for (ptrdiff_t k = 0; k < width; k++) {
    VECTOR b[VECTORS];
    UNROLL for (int v = 0; v < vectors; v++) b[v] = LOAD(panel + v * LANES);
    const VECTOR w = isWeighted ? BROADCAST(weight + k) : b[0];
    UNROLL for (int r = 0; r < rows; r++) {
      const VECTOR a = BROADCAST(groups[r / 3] + r % 3 * width);
      UNROLL for (int v = 0; v < vectors; v++) totals[r][v] = NAME(added)(term, a, b[v], w, totals[r][v]);
    }
    UNROLL for (int g = 0; g < (rows + 2) / 3; g++) groups[g]++;
    panel += 32;
  }
  UNROLL for (int r = 0; r < rows; r++) {
    UNROLL for (int v = 0; v < vectors; v++) {
      const ptrdiff_t left = columns - v * LANES;
      float *p = sums + r * of->stride + v * LANES;
      if (left >= LANES) STORE(p, totals[r][v]);
      else if (left > 0) STORE_PART(p, totals[r][v], (int)left);
    }
  }
}

/// The panels are whole, whatever the number of queries.
INLINE TARGET void NAME(severalQueries)(const enum ScoreTerm term, const struct ScoreSums *of) {
  ptrdiff_t row = 0;
  while (row < of->count) {
    const ptrdiff_t rows = of->count - row < ROWS ? 1 : ROWS;
    const float *first = of->rows + row * of->width;
    // The next rows are on their way while these are summed.
    for (ptrdiff_t k = 0; k < rows * of->width; k += 16) __builtin_prefetch(first + rows * of->width + k);
    for (ptrdiff_t n = 0; n < of->queryCount; n += VECTORS * LANES) {
      const float *panel = of->queries + n / 32 * 32 * of->width + n % 32;
      float *sums = of->sums + row * of->stride + n;
      const ptrdiff_t columns = of->queryCount - n;
      if (rows == ROWS) {
        if (columns > LANES) NAME(sumTile)(term, ROWS, VECTORS, of, first, panel, sums, columns);
        else NAME(sumTile)(term, ROWS, 1, of, first, panel, sums, columns);
      } else {
        NAME(sumTile)(term, 1, VECTORS, of, first, panel, sums, columns);
      }
    }
    row += rows;
  }
}

static TARGET NO_INLINE void NAME(oneProduct)(const struct ScoreSums *of) { NAME(oneQuery)(scoreProduct, of); }
static TARGET NO_INLINE void NAME(oneSquared)(const struct ScoreSums *of) { NAME(oneQuery)(scoreSquared, of); }
static TARGET NO_INLINE void NAME(oneWeightedSquared)(const struct ScoreSums *of) {
  NAME(oneQuery)(scoreWeightedSquared, of);
}
static TARGET NO_INLINE void NAME(oneWeightedAbsolute)(const struct ScoreSums *of) {
  NAME(oneQuery)(scoreWeightedAbsolute, of);
}
static TARGET NO_INLINE void NAME(severalProduct)(const struct ScoreSums *of) {
  NAME(severalQueries)(scoreProduct, of);
}
static TARGET NO_INLINE void NAME(severalSquared)(const struct ScoreSums *of) {
  NAME(severalQueries)(scoreSquared, of);
}
static TARGET NO_INLINE void NAME(severalWeightedSquared)(const struct ScoreSums *of) {
  NAME(severalQueries)(scoreWeightedSquared, of);
}
static TARGET NO_INLINE void NAME(severalWeightedAbsolute)(const struct ScoreSums *of) {
  NAME(severalQueries)(scoreWeightedAbsolute, of);
}

static void NAME(one)(const struct ScoreSums *of) {
  switch (of->term) {
  case scoreProduct: return NAME(oneProduct)(of);
  case scoreSquared: return NAME(oneSquared)(of);
  case scoreWeightedSquared: return NAME(oneWeightedSquared)(of);
  case scoreWeightedAbsolute: return NAME(oneWeightedAbsolute)(of);
  }
}

static void NAME(several)(const struct ScoreSums *of) {
  switch (of->term) {
  case scoreProduct: return NAME(severalProduct)(of);
  case scoreSquared: return NAME(severalSquared)(of);
  case scoreWeightedSquared: return NAME(severalWeightedSquared)(of);
  case scoreWeightedAbsolute: return NAME(severalWeightedAbsolute)(of);
  }
}

INLINE TARGET VECTOR NAME(mapped)(VECTOR sum, const struct ScoreMap *map) {
  if (map->takesRoot) sum = __builtin_elementwise_sqrt(sum + BROADCAST(&smallestUnderRoot));
  return MULTIPLY_ADD(sum, BROADCAST(&map->scale), BROADCAST(&map->bias));
}

/// Which of up to LANES sums pass, as bits; they are mapped in place.
INLINE TARGET unsigned NAME(passing)(
    float *sums, ptrdiff_t count, VECTOR threshold, const struct ScoreMap *map) {
  const bool isPart = count < LANES;
  VECTOR scores = isPart ? LOAD_PART(sums, (int)count) : LOAD(sums);
  if (!map->isIdentity) {
    scores = NAME(mapped)(scores, map);
    if (isPart) STORE_PART(sums, scores, (int)count);
    else STORE(sums, scores);
  }
  const unsigned bits = NOT_BELOW(scores, threshold);
  return isPart ? bits & ((1u << count) - 1) : bits;
}

static TARGET ptrdiff_t NAME(passingOne)(
    float *sums, ptrdiff_t count, float threshold, const struct ScoreMap *map, uint32_t *passing) {
  ptrdiff_t found = 0;
  const VECTOR limit = BROADCAST(&threshold);
  for (ptrdiff_t n = 0; n < count; n += LANES) {
    unsigned bits = NAME(passing)(sums + n, count - n, limit, map);
    for (; bits; bits &= bits - 1) passing[found++] = (uint32_t)(n + __builtin_ctz(bits));
  }
  return found;
}

static TARGET ptrdiff_t NAME(passingSeveral)(
    float *sums, ptrdiff_t rows, ptrdiff_t columns, ptrdiff_t stride, const float *thresholds,
    const struct ScoreMap *map, uint32_t *passing) {
  ptrdiff_t found = 0;
  for (ptrdiff_t row = 0; row < rows; row++) {
    for (ptrdiff_t n = 0; n < columns; n += LANES) {
      const ptrdiff_t left = columns - n, place = row * stride + n;
      const VECTOR limits = left < LANES ? LOAD_PART(thresholds + n, (int)left) : LOAD(thresholds + n);
      unsigned bits = NAME(passing)(sums + place, left, limits, map);
      for (; bits; bits &= bits - 1) passing[found++] = (uint32_t)(place + __builtin_ctz(bits));
    }
  }
  return found;
}

static HALF_TARGET void NAME(fromHalves)(const uint16_t *halves, ptrdiff_t count, float *singles) {
  ptrdiff_t n = 0;
  for (; n + LANES <= count; n += LANES) STORE(singles + n, FROM_HALVES(halves + n));
  for (; n < count; n++) singles[n] = singleFromHalf(halves[n]);
}

static TARGET void NAME(fromBytes)(const int8_t *bytes, ptrdiff_t count, float scale, float *singles) {
  ptrdiff_t n = 0;
  const VECTOR factor = BROADCAST(&scale);
  for (; n + LANES <= count; n += LANES) STORE(singles + n, FROM_BYTES(bytes + n) * factor);
  for (; n < count; n++) singles[n] = (float)bytes[n] * scale;
}

static const struct ScoreFunctions NAME(scoreFunctions) = {
  NAME(one), NAME(several), NAME(passingOne), NAME(passingSeveral), NAME(fromHalves), NAME(fromBytes)};

/// Four vectors at a time: additions to one alone would wait for one another.
INLINE TARGET float NAME(pair)(
    const enum ScoreTerm term, const float *a, const float *b, const float *weights, ptrdiff_t width) {
  const bool isWeighted = term == scoreWeightedSquared || term == scoreWeightedAbsolute;
  VECTOR totals[4] = {{0}, {0}, {0}, {0}};
  ptrdiff_t k = 0;
  for (; k + 4 * LANES <= width; k += 4 * LANES) {
    UNROLL for (int n = 0; n < 4; n++) {
      const VECTOR x = LOAD(a + k + n * LANES);
      const VECTOR w = isWeighted ? LOAD(weights + k + n * LANES) : x;
      totals[n] = NAME(added)(term, x, LOAD(b + k + n * LANES), w, totals[n]);
    }
  }
  for (; k + LANES <= width; k += LANES) {
    const VECTOR x = LOAD(a + k);
    totals[0] = NAME(added)(term, x, LOAD(b + k), isWeighted ? LOAD(weights + k) : x, totals[0]);
  }
  if (k < width) {
    const int rest = (int)(width - k);
    const VECTOR x = LOAD_PART(a + k, rest);
    const VECTOR w = isWeighted ? LOAD_PART(weights + k, rest) : x;
    totals[1] = NAME(added)(term, x, LOAD_PART(b + k, rest), w, totals[1]);
  }
  return SUM((totals[0] + totals[1]) + (totals[2] + totals[3]));
}

static TARGET float NAME(pairProduct)(const float *a, const float *b, const float *w, ptrdiff_t width) {
  return NAME(pair)(scoreProduct, a, b, w, width);
}
static TARGET float NAME(pairSquared)(const float *a, const float *b, const float *w, ptrdiff_t width) {
  return NAME(pair)(scoreSquared, a, b, w, width);
}
static TARGET float NAME(pairWeightedSquared)(
    const float *a, const float *b, const float *w, ptrdiff_t width) {
  return NAME(pair)(scoreWeightedSquared, a, b, w, width);
}
static TARGET float NAME(pairWeightedAbsolute)(
    const float *a, const float *b, const float *w, ptrdiff_t width) {
  return NAME(pair)(scoreWeightedAbsolute, a, b, w, width);
}

static const PairFunction NAME(pairs)[] = {
  NAME(pairProduct), NAME(pairSquared), NAME(pairWeightedSquared), NAME(pairWeightedAbsolute)};

#undef TOGETHER
#undef HALF_TARGET
#undef SUM
#undef ABSOLUTE
#undef NOT_BELOW
#undef FROM_HALVES
#undef FROM_BYTES
