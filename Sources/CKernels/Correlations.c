#include "Correlations.h"

#include "Vectors.h"

#include "PortableVectors.h"
#include "EndingKernel.h"
#include "CorrelationKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "EndingKernel.h"
#include "CorrelationKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "EndingKernel.h"
#include "CorrelationKernel.h"
#include "NoVectors.h"
#endif

CorrelationFunction correlationFunction(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return correlation_avx512;
  case instructionsAVX2: return correlation_avx2;
#endif
  default: return correlation_portable;
  }
}
