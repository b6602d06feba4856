// Pooling, in the names of PortableVectors.h.

typedef int NAME(Mask) __attribute__((vector_size(LANES * sizeof(int))));

INLINE TARGET VECTOR NAME(larger)(VECTOR best, VECTOR candidate) {
  // NaN wins, and stays.
  const NAME(Mask) wins = (NAME(Mask))(candidate > best) | (NAME(Mask))(candidate != candidate);
  return (VECTOR)(((NAME(Mask))candidate & wins) | ((NAME(Mask))best & ~wins));
}

INLINE TARGET void NAME(maximumOf)(
    struct Taps taps, ptrdiff_t line, ptrdiff_t channels, const float *x, float *y) {
  for (ptrdiff_t c = 0; c < channels; c += LANES) {
    const bool isPart = channels - c < LANES;
    const int lanes = isPart ? (int)(channels - c) : LANES;
    VECTOR best = (VECTOR){0} - INFINITY;
    for (ptrdiff_t row = taps.firstRow; row < taps.rowEnd; row++) {
      for (ptrdiff_t column = taps.firstColumn; column < taps.columnEnd; column++) {
        const float *p = x + row * line + column * channels + c;
        best = NAME(larger)(best, isPart ? LOAD_PART(p, lanes) : LOAD(p));
      }
    }
    if (isPart) STORE_PART(y + c, best, lanes);
    else STORE(y + c, best);
  }
}

static TARGET void NAME(maximum)(const struct SlidingWindow *window, const float *x, float *y) {
  const ptrdiff_t channels = window->channels, line = window->width * channels;
  for (ptrdiff_t row = 0; row < window->outputHeight; row++) {
    for (ptrdiff_t column = 0; column < window->outputWidth; column++) {
      NAME(maximumOf)(tapsAt(window, row, column), line, channels, x, y);
      y += channels;
    }
  }
}

INLINE TARGET void NAME(maximumGradientOf)(
    struct Taps taps, ptrdiff_t line, ptrdiff_t channels, bool isTiling, const float *x, const float *y,
    const float *yGradient, float *xGradient) {
  for (ptrdiff_t c = 0; c < channels; c += LANES) {
    const bool isPart = channels - c < LANES;
    const int lanes = isPart ? (int)(channels - c) : LANES;
    const VECTOR winner = isPart ? LOAD_PART(y + c, lanes) : LOAD(y + c);
    NAME(Mask) remaining =
      (NAME(Mask))(isPart ? LOAD_PART(yGradient + c, lanes) : LOAD(yGradient + c));
    for (ptrdiff_t row = taps.firstRow; row < taps.rowEnd; row++) {
      for (ptrdiff_t column = taps.firstColumn; column < taps.columnEnd; column++) {
        const ptrdiff_t place = row * line + column * channels + c;
        const VECTOR value = isPart ? LOAD_PART(x + place, lanes) : LOAD(x + place);
        const NAME(Mask) wins = (NAME(Mask))(value == winner);
        VECTOR taken = (VECTOR)(remaining & wins);
        remaining &= ~wins;
        float *p = xGradient + place;
        if (!isTiling) taken += isPart ? LOAD_PART(p, lanes) : LOAD(p);
        if (isPart) STORE_PART(p, taken, lanes);
        else STORE(p, taken);
      }
    }
  }
}

static TARGET void NAME(maximumGradient)(
    const struct SlidingWindow *window, const float *x, const float *y, const float *yGradient,
    bool isTiling, float *xGradient) {
  const ptrdiff_t channels = window->channels, line = window->width * channels;
  for (ptrdiff_t row = 0; row < window->outputHeight; row++) {
    for (ptrdiff_t column = 0; column < window->outputWidth; column++) {
      const struct Taps taps = tapsAt(window, row, column);
      NAME(maximumGradientOf)(taps, line, channels, isTiling, x, y, yGradient, xGradient);
      y += channels;
      yGradient += channels;
    }
  }
}

static const struct WindowFunctions NAME(windowFunctions) = {NAME(maximum), NAME(maximumGradient)};
