#ifndef CKERNELS_ENDINGS_H
#define CKERNELS_ENDINGS_H

/// What becomes of a result: it is multiplied by its column's scale, the column's shift is added, each if
/// there are such, and what lies beyond the two limits becomes the limit; NaN stays.
struct Ending {
  const float *scale, *shift;
  float least, most;
};

#endif
