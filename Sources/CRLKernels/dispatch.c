#include "CRLKernels.h"
