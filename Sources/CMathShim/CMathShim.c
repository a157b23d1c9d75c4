// All of this module is inline, in its header; a target must have a source file.
#include "CMathShim.h"
