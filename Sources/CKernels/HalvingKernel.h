// 2×2 max pooling that remembers its winners, in the names of PortableVectors.h.

typedef int NAME(Positions) __attribute__((vector_size(LANES * sizeof(int))));
typedef unsigned char NAME(Bytes) __attribute__((vector_size(LANES)));

INLINE TARGET VECTOR NAME(loadLanes)(const float *p, const int lanes) {
  return lanes < LANES ? LOAD_PART(p, lanes) : LOAD(p);
}

INLINE TARGET void NAME(storeLanes)(float *p, VECTOR x, const int lanes) {
  if (lanes < LANES) STORE_PART(p, x, lanes);
  else STORE(p, x);
}

INLINE TARGET VECTOR NAME(chosen)(NAME(Positions) mask, VECTOR a, VECTOR b) {
  return (VECTOR)(((NAME(Positions))a & mask) | ((NAME(Positions))b & ~mask));
}

INLINE TARGET void NAME(challenge)(
    VECTOR *best, NAME(Positions) *winner, VECTOR candidate, const int position) {
  const NAME(Positions) wins = (NAME(Positions))(candidate > *best);
  *best = NAME(chosen)(wins, candidate, *best);
  *winner = (wins & position) | (*winner & ~wins);
}

/// Some channels of a window, whose first pixel is at `x`.
INLINE TARGET void NAME(poolWindow)(
    const bool rectifies, ptrdiff_t line, ptrdiff_t channels, const int lanes, const float *x,
    const float *bias, float *y, unsigned char *winners) {
  VECTOR best = NAME(loadLanes)(x, lanes);
  NAME(Positions) winner = {0};
  NAME(challenge)(&best, &winner, NAME(loadLanes)(x + channels, lanes), 1);
  NAME(challenge)(&best, &winner, NAME(loadLanes)(x + line, lanes), 2);
  NAME(challenge)(&best, &winner, NAME(loadLanes)(x + line + channels, lanes), 3);
  if (bias) best += NAME(loadLanes)(bias, lanes);
  if (rectifies) {
    const NAME(Positions) isOff = (NAME(Positions))(best <= (VECTOR){0});
    best = NAME(chosen)(isOff, (VECTOR){0}, best);
    winner = (isOff & 4) | (winner & ~isOff);
  }
  NAME(storeLanes)(y, best, lanes);
  if (winners) {
    const NAME(Bytes) bytes = __builtin_convertvector(winner, NAME(Bytes));
    memcpy(winners, &bytes, (size_t)lanes);
  }
}

INLINE TARGET void NAME(poolAll)(
    const bool rectifies, const struct Halving *halving, const float *x, const float *bias, float *y,
    unsigned char *winners) {
  const ptrdiff_t channels = halving->channels, line = halving->width * channels;
  for (ptrdiff_t row = 0; row < halving->height / 2; row++) {
    for (ptrdiff_t column = 0; column < halving->width / 2; column++) {
      const float *window = x + 2 * row * line + 2 * column * channels;
      ptrdiff_t c = 0;
      for (; c + LANES <= channels; c += LANES)
        NAME(poolWindow)(
          rectifies, line, channels, LANES, window + c, bias ? bias + c : NULL, y + c,
          winners ? winners + c : NULL);
      if (c < channels)
        NAME(poolWindow)(
          rectifies, line, channels, (int)(channels - c), window + c, bias ? bias + c : NULL, y + c,
          winners ? winners + c : NULL);
      y += channels;
      if (winners) winners += channels;
    }
  }
}

static TARGET void NAME(pool)(
    const struct Halving *halving, const float *x, const float *bias, float *y, unsigned char *winners) {
  if (halving->rectifies) NAME(poolAll)(true, halving, x, bias, y, winners);
  else NAME(poolAll)(false, halving, x, bias, y, winners);
}

INLINE TARGET void NAME(unpoolWindow)(
    ptrdiff_t line, ptrdiff_t channels, const int lanes, const float *gradient,
    const unsigned char *winners, float *x) {
  NAME(Bytes) bytes = {0};
  memcpy(&bytes, winners, (size_t)lanes);
  const NAME(Positions) winner = __builtin_convertvector(bytes, NAME(Positions));
  const NAME(Positions) bits = (NAME(Positions))NAME(loadLanes)(gradient, lanes);
  NAME(storeLanes)(x, (VECTOR)(bits & (winner == 0)), lanes);
  NAME(storeLanes)(x + channels, (VECTOR)(bits & (winner == 1)), lanes);
  NAME(storeLanes)(x + line, (VECTOR)(bits & (winner == 2)), lanes);
  NAME(storeLanes)(x + line + channels, (VECTOR)(bits & (winner == 3)), lanes);
}

static TARGET void NAME(unpool)(
    const struct Halving *halving, const float *gradient, const unsigned char *winners, float *x) {
  const ptrdiff_t width = halving->width, channels = halving->channels, line = width * channels;
  for (ptrdiff_t row = 0; row < halving->height / 2; row++) {
    float *top = x + 2 * row * line;
    if (width % 2 != 0) {
      memset(top + line - channels, 0, (size_t)channels * sizeof(float));
      memset(top + 2 * line - channels, 0, (size_t)channels * sizeof(float));
    }
    for (ptrdiff_t column = 0; column < width / 2; column++) {
      float *window = top + 2 * column * channels;
      ptrdiff_t c = 0;
      for (; c + LANES <= channels; c += LANES)
        NAME(unpoolWindow)(line, channels, LANES, gradient + c, winners + c, window + c);
      if (c < channels)
        NAME(unpoolWindow)(
          line, channels, (int)(channels - c), gradient + c, winners + c, window + c);
      gradient += channels;
      winners += channels;
    }
  }
  if (halving->height % 2 != 0) memset(x + (halving->height - 1) * line, 0, (size_t)line * sizeof(float));
}

static const struct HalvingFunctions NAME(halvingFunctions) = {NAME(pool), NAME(unpool)};
