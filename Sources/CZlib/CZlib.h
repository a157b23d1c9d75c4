#ifndef CZLIB_H
#define CZLIB_H

// zlib of the system: part of macOS; on Linux a package that Swift's own images have.
#if __has_include(<zlib.h>)
#include <zlib.h>
#else
#error "zlib.h is missing: apt-get install zlib1g-dev, or dnf install zlib-devel"
#endif

#endif
