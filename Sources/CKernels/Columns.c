#include "Columns.h"

#include "Vectors.h"

#include "PortableVectors.h"
#include "ColumnKernel.h"
#include "NoVectors.h"

#ifdef __x86_64__
#include "AVX2Vectors.h"
#include "ColumnKernel.h"
#include "NoVectors.h"

#include "AVX512Vectors.h"
#include "ColumnKernel.h"
#include "NoVectors.h"
#endif

const struct ColumnFunctions *columnFunctions(enum InstructionSet instructions) {
  switch (instructions) {
#ifdef __x86_64__
  case instructionsAVX512: return &columnFunctions_avx512;
  case instructionsAVX2: return &columnFunctions_avx2;
#endif
  default: return &columnFunctions_portable;
  }
}
