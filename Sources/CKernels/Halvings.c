#include "Halvings.h"

#include "Vectors.h"

#include "PortableVectors.h"
#include "HalvingKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "HalvingKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "HalvingKernel.h"
#include "NoVectors.h"
#endif

const struct HalvingFunctions *halvingFunctions(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return &halvingFunctions_avx512;
  case instructionsAVX2: return &halvingFunctions_avx2;
#endif
  default: return &halvingFunctions_portable;
  }
}
