// Any CPU, at the baseline of the build; a fused multiply-add may be a library call.
#pragma STDC FP_CONTRACT OFF
#include "tables.h"

#define TABLE rl_kernels_plain
#define TABLE_NAME "plain"
#define TILE_ROWS 4
#define TILE_VECTORS 1

#include "table.h"

