#include "CMathShim.h"

// A compiler that saw the exponent would write x · x instead of the call.
static const volatile double two = 2;

double CMathShimPowerOfTwo(double x) { return pow(x, two); }

float CMathShimPowerOfTwoFloat(float x) { return powf(x, (float)two); }
