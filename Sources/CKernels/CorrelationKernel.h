// Sums over the taps of a kernel, in the names of PortableVectors.h.

/// One vector of channels, `lanes` of which are there, of so many pixels: their sums are held in registers
/// while the taps go by, so that weights are read once for all of them.
INLINE TARGET void NAME(correlate)(
    const int pixels, const bool isPart, int lanes, const struct Correlation *correlation,
    ptrdiff_t place, ptrdiff_t channel, float *target) {
  const ptrdiff_t step = correlation->sourceStep;
  VECTOR sums[8];
  UNROLL for (int p = 0; p < pixels; p++) sums[p] = (VECTOR){0};
  for (ptrdiff_t t = 0; t < correlation->tapCount; t++) {
    const struct CorrelationTap *tap = &correlation->taps[t];
    const float *x = tap->source + place, *w = tap->weight + channel;
    const VECTOR weight = isPart ? LOAD_PART(w, lanes) : LOAD(w);
    UNROLL for (int p = 0; p < pixels; p++) {
      const VECTOR value = isPart ? LOAD_PART(x + p * step, lanes) : LOAD(x + p * step);
      sums[p] = MULTIPLY_ADD(value, weight, sums[p]);
    }
  }
  const struct NAME(Terms) terms = NAME(terms)(&correlation->ending, channel, isPart, lanes);
  UNROLL for (int p = 0; p < pixels; p++) {
    float *y = target + p * correlation->targetStep;
    const VECTOR result = NAME(ended)(sums[p], terms);
    if (isPart) STORE_PART(y, result, lanes);
    else STORE(y, result);
  }
}

/// Some pixels, the first of which is so many after the first of all.
INLINE TARGET void NAME(correlatePixels)(
    const int pixels, const struct Correlation *correlation, ptrdiff_t first, float *target) {
  const ptrdiff_t channels = correlation->channels, place = first * correlation->sourceStep;
  float *y = target + first * correlation->targetStep;
  ptrdiff_t c = 0;
  for (; c + LANES <= channels; c += LANES)
    NAME(correlate)(pixels, false, LANES, correlation, place + c, c, y + c);
  if (c < channels) NAME(correlate)(pixels, true, (int)(channels - c), correlation, place + c, c, y + c);
}

static TARGET void NAME(correlation)(const struct Correlation *correlation, float *target) {
  ptrdiff_t first = 0;
  for (; first + 8 <= correlation->pixels; first += 8) NAME(correlatePixels)(8, correlation, first, target);
  for (; first + 4 <= correlation->pixels; first += 4) NAME(correlatePixels)(4, correlation, first, target);
  for (; first < correlation->pixels; first++) NAME(correlatePixels)(1, correlation, first, target);
}
