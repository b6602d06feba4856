#ifndef CKERNELS_H
#define CKERNELS_H

#include "Columns.h"
#include "Correlations.h"
#include "Endings.h"
#include "Halvings.h"
#include "Instructions.h"
#include "Products.h"
#include "Scores.h"
#include "Tiles.h"
#include "Windows.h"

#endif
